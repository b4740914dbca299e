package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// RFC 1034 section 4.3.2, RFC 2308: names that exist, names that do not, types that do not.
class ExactAnswersTest {
  static final String SOA = "SOA ns1 host 1 3600 600 86400 60";

  private final TestServer server =
      TestServer.with(
          """
          www A 192.0.2.1
          www A 192.0.2.2
          www 600 AAAA 2001:db8::1
          a.b.c TXT "deep"
          many TXT "one"
          many HINFO "x" "y"
          odd TYPE65280 \\# 3 010203
          """);

  @Test
  void anAnswerHoldsTheRRsetAndNoNameServers() {
    assertThat(server.ask("www A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: www 300 A 192.0.2.1
            answer: www 300 A 192.0.2.2
            """);
  }

  @Test
  void everyTypeHasItsOwnTtl() {
    assertThat(server.ask("www AAAA"))
        .isEqualTo("NOERROR aa\nanswer: www 600 AAAA 2001:db8:0:0:0:0:0:1\n");
  }

  @Test
  void aMissingTypeIsNodataWithTheSoaAtTheSmallerTtl() {
    assertThat(server.ask("www MX")).isEqualTo("NOERROR aa\nauthority: @ 60 " + SOA + "\n");
  }

  @Test
  void aMissingNameIsNxdomainWithTheSoaAtTheSmallerTtl() {
    assertThat(server.ask("nx A")).isEqualTo("NXDOMAIN aa\nauthority: @ 60 " + SOA + "\n");
    assertThat(server.ask("x.www A")).isEqualTo("NXDOMAIN aa\nauthority: @ 60 " + SOA + "\n");
  }

  @Test
  void theSoaItselfKeepsItsTtl() {
    assertThat(server.ask("@ SOA")).isEqualTo("NOERROR aa\nanswer: @ 3600 " + SOA + "\n");
  }

  @Test
  void anEmptyNonTerminalIsNodata() {
    assertThat(server.statusOf("b.c TXT")).isEqualTo("NOERROR aa");
    assertThat(server.statusOf("c A")).isEqualTo("NOERROR aa");
    assertThat(server.statusOf("x.c A")).isEqualTo("NXDOMAIN aa");
    assertThat(server.statusOf("c ANY")).isEqualTo("NOERROR aa");
  }

  @Test
  void caseOfTheQuestionIsIgnoredAndEchoed() {
    var answer = server.message("wWw.eXAMPLE.test. A");
    assertThat(answer.getQuestion().getName()).hasToString("wWw.eXAMPLE.test.");
    assertThat(server.ask("wWw.eXAMPLE.test. A")).contains("wWw.eXAMPLE.test. 300 A 192.0.2.1");
  }

  @Test
  void anyGetsOneRRset() {
    assertThat(server.ask("many ANY"))
        .isEqualTo("NOERROR aa\nanswer: many 300 HINFO \"x\" \"y\"\n");
  }

  @Test
  void typesNobodyKnowsAreServedAsTheyAre() {
    assertThat(server.ask("odd TYPE65280"))
        .isEqualTo("NOERROR aa\nanswer: odd 300 TYPE65280 \\# 3 010203\n");
    assertThat(server.statusOf("www TYPE0")).isEqualTo("NOERROR aa");
    assertThat(server.statusOf("www TYPE65535")).isEqualTo("NOERROR aa");
    assertThat(server.statusOf("www OPT")).isEqualTo("NOERROR aa");
  }

  @Test
  void namesOutsideOurZonesAreRefusedAndSayWhy() {
    assertThat(server.ask("www.elsewhere. A")).isEqualTo("REFUSED\n");
    assertThat(server.ask("www.elsewhere. A edns=1232")).isEqualTo("REFUSED\nede: 20\n");
    assertThat(server.ask(". NS")).isEqualTo("REFUSED\n");
    assertThat(server.ask("test. SOA")).isEqualTo("REFUSED\n");
  }

  @Test
  void transfersOfOurZonesAreRefusedAndOfOthersNotOurs() {
    assertThat(server.ask("@ AXFR tcp")).isEqualTo("REFUSED\n");
    assertThat(server.ask("@ IXFR")).isEqualTo("REFUSED\n");
    assertThat(server.ask("www AXFR tcp")).isEqualTo("NOTAUTH\n");
    assertThat(server.ask("elsewhere. AXFR tcp")).isEqualTo("NOTAUTH\n");
  }

  @Test
  void addressesOfNameServersComeAlong() {
    assertThat(server.ask("@ NS"))
        .isEqualTo(
            """
            NOERROR aa
            answer: @ 300 NS ns1
            additional: ns1 300 A 192.0.2.53
            """);
  }
}
