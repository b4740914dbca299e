package org.pharosdns.conformance.rfc1034;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.conformance.Serving;

/// The algorithm of section 4.3.2: nodes, cuts, aliases.
class LookupTest {
  private static final String SOA =
      "authority a.test. 300 SOA ns1.a.test. host.a.test. 1 3600 600 86400 300\n";

  private static final Serving ZONE =
      Serving.zone(
              "a.test.",
              """
              www        A     192.0.2.1
              www        AAAA  2001:db8::1
              @          MX    10 www
              srv        SRV   1 2 80 www
              deep.er    TXT   "x"
              alias      CNAME www
              twice      CNAME alias
              dangling   CNAME nothing
              empty      CNAME er
              out        CNAME www.elsewhere.net.
              loop       CNAME loop
              ping       CNAME pong
              pong       CNAME ping
              intocut    CNAME x.cut
              tocut      CNAME cut
              cut        NS    ns.cut
              cut        NS    ns.far.net.
              cut        DS    1 8 2 0000000000000000000000000000000000000000000000000000000000000000
              ns.cut     A     192.0.2.9
              occluded.cut A   192.0.2.66
              lower.cut  NS    ns.cut
              al.cut     CNAME www
              mxcut      MX    10 ns.cut
              sibling    NS    ns.cut
              child      NS    ns1.child
              ns1.child  A     192.0.2.10
              """)
          .and("child.a.test.", "x A 192.0.2.20\n")
          .and("b.test.", "x A 192.0.2.30\n");

  private static void assertReply(String question, String expected) {
    assertThat(ZONE.ask(question)).hasToString(expected);
  }

  private static final String REFERRAL =
      """
      authority cut.a.test. 60 NS ns.cut.a.test.
      authority cut.a.test. 60 NS ns.far.net.
      additional ns.cut.a.test. 60 A 192.0.2.9
      """;

  @Test
  void existingTypeIsAnsweredWithoutAuthoritySection() {
    assertReply("www.a.test. A", "NOERROR aa\nanswer www.a.test. 60 A 192.0.2.1\n");
  }

  @Test
  void addressesOfTargetsStandInTheAdditionalSection() {
    assertReply(
        "a.test. MX",
        """
        NOERROR aa
        answer a.test. 60 MX 10 www.a.test.
        additional www.a.test. 60 A 192.0.2.1
        additional www.a.test. 60 AAAA 2001:db8:0:0:0:0:0:1
        """);
    assertReply(
        "a.test. NS",
        """
        NOERROR aa
        answer a.test. 3600 NS ns1.a.test.
        additional ns1.a.test. 3600 A 192.0.2.53
        """);
  }

  @Test
  void missingTypeAndMissingNameDiffer() {
    assertReply("www.a.test. MX", "NOERROR aa\n" + SOA);
    assertReply("nothing.a.test. A", "NXDOMAIN aa\n" + SOA);
    assertReply("x.www.a.test. A", "NXDOMAIN aa\n" + SOA);
  }

  @Test
  void nameWithDescendantsExists() {
    assertReply("er.a.test. TXT", "NOERROR aa\n" + SOA);
  }

  @Test
  void aliasesAreFollowedInTheZone() {
    assertReply(
        "twice.a.test. A",
        """
        NOERROR aa
        answer twice.a.test. 60 CNAME alias.a.test.
        answer alias.a.test. 60 CNAME www.a.test.
        answer www.a.test. 60 A 192.0.2.1
        """);
    assertReply("out.a.test. A", "NOERROR aa\nanswer out.a.test. 60 CNAME www.elsewhere.net.\n");
  }

  @Test
  void aliasIsNotFollowedWhenItIsAskedFor() {
    assertReply("twice.a.test. CNAME", "NOERROR aa\nanswer twice.a.test. 60 CNAME alias.a.test.\n");
  }

  @Test
  void rcodeAndSoaAreThoseOfTheEndOfTheChain() {
    assertReply(
        "dangling.a.test. A",
        "NXDOMAIN aa\nanswer dangling.a.test. 60 CNAME nothing.a.test.\n" + SOA);
    assertReply("empty.a.test. A", "NOERROR aa\nanswer empty.a.test. 60 CNAME er.a.test.\n" + SOA);
  }

  @Test
  void loopsEndAndEachRecordStandsOnce() {
    assertReply("loop.a.test. A", "NOERROR aa\nanswer loop.a.test. 60 CNAME loop.a.test.\n");
    assertReply(
        "ping.a.test. A",
        """
        NOERROR aa
        answer ping.a.test. 60 CNAME pong.a.test.
        answer pong.a.test. 60 CNAME ping.a.test.
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut A",
        "cut NS",
        "cut SOA",
        "cut TXT",
        "x.cut A",
        "ns.cut A",
        "occluded.cut A",
        "al.cut A",
        "al.cut CNAME",
        "lower.cut NS",
        "x.lower.cut A",
        "x.cut DS",
        "cut ANY"
      })
  void everythingAtAndBelowACutIsAReferralWithoutAuthority(String question) {
    assertReply(question.replace(" ", ".a.test. "), "NOERROR\n" + REFERRAL);
  }

  @Test
  void dsAtTheCutIsTheParentsOwn() {
    var reply = ZONE.ask("cut.a.test. DS");
    assertThat(reply.aa()).isTrue();
    assertThat(reply.answer()).hasSize(1);
    assertThat(reply.authority()).isEmpty();
    assertReply("sibling.a.test. DS", "NOERROR aa\n" + SOA);
  }

  @Test
  void aliasIntoACutEndsWithAReferralUnderAuthorityForTheAlias() {
    assertReply(
        "intocut.a.test. A",
        "NOERROR aa\nanswer intocut.a.test. 60 CNAME x.cut.a.test.\n" + REFERRAL);
    assertReply(
        "tocut.a.test. A", "NOERROR aa\nanswer tocut.a.test. 60 CNAME cut.a.test.\n" + REFERRAL);
  }

  @Test
  void glueOfASiblingZoneIsGiven() {
    assertReply(
        "x.sibling.a.test. A",
        """
        NOERROR
        authority sibling.a.test. 60 NS ns.cut.a.test.
        additional ns.cut.a.test. 60 A 192.0.2.9
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "x.child.a.test. A, answer x.child.a.test. 60 A 192.0.2.20",
    "child.a.test. NS, answer child.a.test. 3600 NS ns1.child.a.test.",
  })
  void childServedHereAnswersItself(String question, String answer) {
    assertThat(ZONE.ask(question).toString()).startsWith("NOERROR aa\n" + answer + "\n");
  }

  @Test
  void dsOfAChildServedHereIsAnsweredByTheParent() {
    assertReply("child.a.test. DS", "NOERROR aa\n" + SOA);
  }

  @Test
  void namesOutsideAllZonesAreRefused() {
    assertReply("www.elsewhere.net. A", "REFUSED\n");
    assertReply("test. NS", "REFUSED\n");
    assertReply(". NS", "REFUSED\n");
  }
}
