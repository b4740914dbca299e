package org.pharosdns.conformance.rfc6672;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Serving;
import org.pharosdns.dns.wire.DnsName;

/// Redirection of whole subtrees (RFC 6672), and the RCODE that such a chain ends with (RFC 6604).
class DnameTest {
  private static final String SOA =
      "authority a.test. 300 SOA ns1.a.test. host.a.test. 1 3600 600 86400 300\n";
  private static final String LONG = ("l".repeat(63) + ".").repeat(3);

  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          from   120 DNAME to
          from       TXT   "the owner itself"
          to         A     192.0.2.1
          x.to       A     192.0.2.2
          y.to       CNAME x.to
          first      DNAME second
          second     DNAME to
          away       DNAME elsewhere.net.
          self       DNAME self
          grow       DNAME x.grow
          star       DNAME *
          d.up       DNAME up
          *.w        CNAME x.from
          intocut    DNAME cut
          cut        NS    ns.cut
          ns.cut     A     192.0.2.9
          d.cut      DNAME to
          c.cut      CNAME to
          big        DNAME LONG
          x.LONG     A     192.0.2.3
          """
              .replace("LONG", LONG + "a.test."));

  private static final Serving APEX =
      Serving.zone("apex.test.", "")
          .andFile(
              "moved.test.",
              """
              $TTL 60
              @ SOA ns1.a.test. host.a.test. 1 3600 600 86400 300
              @ NS ns1.a.test.
              @ DNAME apex.test.
              """);

  private static void assertReply(String question, String expected) {
    assertThat(ZONE.ask(question)).hasToString(expected);
  }

  @Test
  void cnameIsSynthesisedWithTheTtlOfTheDname() {
    assertReply(
        "x.from.a.test. A",
        """
        NOERROR aa
        answer from.a.test. 120 DNAME to.a.test.
        answer x.from.a.test. 120 CNAME x.to.a.test.
        answer x.to.a.test. 60 A 192.0.2.2
        """);
  }

  @Test
  void ownerItselfIsNotRedirected() {
    assertReply("from.a.test. A", "NOERROR aa\n" + SOA);
    assertReply(
        "from.a.test. TXT", "NOERROR aa\nanswer from.a.test. 60 TXT \"the owner itself\"\n");
    assertReply("from.a.test. DNAME", "NOERROR aa\nanswer from.a.test. 120 DNAME to.a.test.\n");
  }

  @Test
  void questionForCnameBelowIsAnsweredByTheSynthesisedOne() {
    assertReply(
        "nothing.from.a.test. CNAME",
        """
        NOERROR aa
        answer from.a.test. 120 DNAME to.a.test.
        answer nothing.from.a.test. 120 CNAME nothing.to.a.test.
        """);
  }

  @Test
  void rcodeIsThatOfTheEndOfTheChain() {
    assertReply(
        "nothing.from.a.test. A",
        """
        NXDOMAIN aa
        answer from.a.test. 120 DNAME to.a.test.
        answer nothing.from.a.test. 120 CNAME nothing.to.a.test.
        """
            + SOA);
    assertReply(
        "x.from.a.test. AAAA",
        """
        NOERROR aa
        answer from.a.test. 120 DNAME to.a.test.
        answer x.from.a.test. 120 CNAME x.to.a.test.
        """
            + SOA);
  }

  @Test
  void dnameBehindDnameIsAppliedToo() {
    assertReply(
        "x.first.a.test. A",
        """
        NOERROR aa
        answer first.a.test. 60 DNAME second.a.test.
        answer x.first.a.test. 60 CNAME x.second.a.test.
        answer second.a.test. 60 DNAME to.a.test.
        answer x.second.a.test. 60 CNAME x.to.a.test.
        answer x.to.a.test. 60 A 192.0.2.2
        """);
  }

  @Test
  void dnameThatIsAlsoTheAnswerStandsOnce() {
    assertReply(
        "d.d.up.a.test. DNAME",
        """
        NOERROR aa
        answer d.up.a.test. 60 DNAME up.a.test.
        answer d.d.up.a.test. 60 CNAME d.up.a.test.
        """);
  }

  @Test
  void chainThatLeavesTheZoneEndsThere() {
    assertReply(
        "x.away.a.test. A",
        """
        NOERROR aa
        answer away.a.test. 60 DNAME elsewhere.net.
        answer x.away.a.test. 60 CNAME x.elsewhere.net.
        """);
  }

  @Test
  void dnameThatPointsAtItselfEnds() {
    assertReply(
        "x.self.a.test. A",
        """
        NOERROR aa
        answer self.a.test. 60 DNAME self.a.test.
        answer x.self.a.test. 60 CNAME x.self.a.test.
        """);
  }

  @Test
  void growingDnameEndsAndNamesItsDnameOnce() {
    var reply = ZONE.ask(Ask.of("y.grow.a.test. A").overTcp());
    assertThat(reply.answer()).filteredOn(record -> record.type() == 39).hasSize(1);
    assertThat(reply.answer()).hasSizeLessThanOrEqualTo(17);
  }

  @Test
  void asteriskInTheTargetIsAPlainName() {
    assertReply(
        "x.star.a.test. A",
        """
        NXDOMAIN aa
        answer star.a.test. 60 DNAME *.a.test.
        answer x.star.a.test. 60 CNAME x.*.a.test.
        """
            + SOA);
  }

  @Test
  void wildcardCnameLeadsIntoADname() {
    assertReply(
        "q.w.a.test. A",
        """
        NOERROR aa
        answer q.w.a.test. 60 CNAME x.from.a.test.
        answer from.a.test. 120 DNAME to.a.test.
        answer x.from.a.test. 120 CNAME x.to.a.test.
        answer x.to.a.test. 60 A 192.0.2.2
        """);
  }

  @Test
  void redirectionIntoACutEndsWithAReferral() {
    assertReply(
        "x.intocut.a.test. A",
        """
        NOERROR aa
        answer intocut.a.test. 60 DNAME cut.a.test.
        answer x.intocut.a.test. 60 CNAME x.cut.a.test.
        authority cut.a.test. 60 NS ns.cut.a.test.
        additional ns.cut.a.test. 60 A 192.0.2.9
        """);
  }

  @Test
  void dnameAndCnameBelowACutAreNotUsed() {
    assertThat(ZONE.ask("x.d.cut.a.test. A").isReferral()).isTrue();
    assertThat(ZONE.ask("c.cut.a.test. A").isReferral()).isTrue();
    assertThat(ZONE.ask("d.cut.a.test. DNAME").isReferral()).isTrue();
  }

  @Test
  void dnameAtTheApexRedirectsAllBelow() {
    assertThat(APEX.ask("ns1.moved.test. A"))
        .hasToString(
            """
            NOERROR aa
            answer moved.test. 60 DNAME apex.test.
            answer ns1.moved.test. 60 CNAME ns1.apex.test.
            answer ns1.apex.test. 3600 A 192.0.2.53
            """);
    assertThat(APEX.ask("moved.test. NS"))
        .hasToString("NOERROR aa\nanswer moved.test. 60 NS ns1.a.test.\n");
  }

  @Test
  void nameThatWouldGrowPast255OctetsIsYxdomain() {
    assertThat(grown(255).status()).isEqualTo("NXDOMAIN");
    assertThat(grown(255).answer()).hasSize(2);
    var tooLong = grown(256);
    assertThat(tooLong.status()).isEqualTo("YXDOMAIN");
    assertThat(tooLong.aa()).isTrue();
    assertThat(tooLong.answer()).hasSize(1);
  }

  /// Asks for a name below `big` whose redirection has that many octets.
  private static Reply grown(int octets) {
    var target = DnsName.parse(LONG + "a.test.");
    var label = "g".repeat(octets - target.octets() - 1);
    return ZONE.ask(Ask.of(label + ".big.a.test. A").overTcp());
  }
}
