package org.pharosdns.conformance.rfc4592;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.conformance.Serving;

/// Wildcards, with the zone of section 2.2.1 and harder ones.
class WildcardTest {
  private static final String SOA =
      "authority example. 300 SOA ns1.example. host.example. 1 3600 600 86400 300\n";

  private static final Serving ZONE =
      Serving.zone(
          "example.",
          """
          *                TXT   "this is a wildcard"
          *                MX    10 host1
          sub.*            TXT   "this is not a wildcard"
          host1            A     192.0.2.1
          _ssh._tcp.host1  SRV   0 0 22 host1
          _ssh._tcp.host2  SRV   0 0 22 host1
          subdel           NS    ns.example.com.
          subdel           NS    ns.example.net.
          *.alias          CNAME host1
          *.missing        CNAME nothing.host1
          *.loop           CNAME x.loop
          *.star           CNAME *.other
          *.w              A     192.0.2.7
          *.ent.w          TXT   "deeper"
          plain.w          TXT   "no address"
          """);

  private static void assertReply(String question, String expected) {
    assertThat(ZONE.ask(question)).hasToString(expected);
  }

  @Test
  void synthesisFromTheSourceOfTheClosestEncloser() {
    assertReply(
        "host3.example. MX",
        """
        NOERROR aa
        answer host3.example. 60 MX 10 host1.example.
        additional host1.example. 60 A 192.0.2.1
        """);
    assertReply("foo.bar.example. TXT", answer("foo.bar.example. 60 TXT \"this is a wildcard\""));
  }

  @Test
  void missingTypeAtTheWildcardIsNodata() {
    assertReply("host3.example. A", "NOERROR aa\n" + SOA);
  }

  @Test
  void existingNameIsNotCovered() {
    assertReply("host1.example. MX", "NOERROR aa\n" + SOA);
    assertReply("sub.*.example. MX", "NOERROR aa\n" + SOA);
  }

  @Test
  void emptyNonTerminalIsNotCovered() {
    assertReply("_tcp.host2.example. TXT", "NOERROR aa\n" + SOA);
    assertReply("host2.example. MX", "NOERROR aa\n" + SOA);
    assertReply("ent.w.example. A", "NOERROR aa\n" + SOA);
  }

  @Test
  void wildcardDoesNotMatchBelowAnExistingName() {
    assertReply("_telnet._tcp.host1.example. SRV", "NXDOMAIN aa\n" + SOA);
    assertReply("x.plain.w.example. A", "NXDOMAIN aa\n" + SOA);
  }

  @Test
  void wildcardDoesNotMatchBelowEmptyNonTerminal() {
    assertReply("x.host2.example. TXT", "NXDOMAIN aa\n" + SOA);
    assertReply("x.ent.w.example. A", "NOERROR aa\n" + SOA);
  }

  @Test
  void wildcardDoesNotMatchBelowItself() {
    assertReply("ghost.*.example. MX", "NXDOMAIN aa\n" + SOA);
  }

  @Test
  void wildcardDoesNotReachIntoADelegation() {
    var referral = ZONE.ask("host.subdel.example. A");
    assertThat(referral.isReferral()).isTrue();
    assertThat(referral.authority()).hasSize(2);
  }

  @Test
  void wildcardAskedByItsOwnNameIsAnOrdinaryName() {
    assertReply("*.example. TXT", answer("*.example. 60 TXT \"this is a wildcard\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "a.b.c.d.e.f", "\\000", "\\*", "x\\.y"})
  void anyNumberOfLabelsAndAnyOctetsMatch(String label) {
    var owner = label.replace("\\*", "*");
    assertReply(label + ".w.example. A", answer(owner + ".w.example. 60 A 192.0.2.7"));
  }

  @Test
  void wildcardCnameIsFollowed() {
    assertReply(
        "x.alias.example. A",
        """
        NOERROR aa
        answer x.alias.example. 60 CNAME host1.example.
        answer host1.example. 60 A 192.0.2.1
        """);
  }

  @Test
  void wildcardCnameToAMissingNameIsNxdomain() {
    assertReply(
        "x.missing.example. A",
        """
        NXDOMAIN aa
        answer x.missing.example. 60 CNAME nothing.host1.example.
        """
            + SOA);
  }

  @Test
  void wildcardCnameIsAnsweredWhenAskedFor() {
    assertReply("x.alias.example. CNAME", answer("x.alias.example. 60 CNAME host1.example."));
  }

  @Test
  void wildcardCnameLoopEnds() {
    assertReply(
        "a.loop.example. A",
        """
        NOERROR aa
        answer a.loop.example. 60 CNAME x.loop.example.
        answer x.loop.example. 60 CNAME x.loop.example.
        """);
  }

  @Test
  void asteriskInRdataIsAPlainName() {
    assertReply(
        "x.star.example. TXT",
        """
        NOERROR aa
        answer x.star.example. 60 CNAME *.other.example.
        answer *.other.example. 60 TXT "this is a wildcard"
        """);
  }

  private static String answer(String record) {
    return "NOERROR aa\nanswer " + record + "\n";
  }
}
