package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;

/// CNAME and DNAME: RFC 1034 section 4.3.2, RFC 6604, RFC 6672.
class AliasAnswersTest {
  private static final String LONG = "a".repeat(60);

  private final TestServer server =
      TestServer.with(
          """
          www A 192.0.2.1
          one 100 CNAME two
          two CNAME www
          dangling CNAME nx
          empty CNAME ent
          x.ent TXT "x"
          out CNAME www.elsewhere.
          loop1 CNAME loop2
          loop2 CNAME loop1
          self CNAME self
          signed CNAME www
          signed NSEC x A
          d 120 DNAME target
          x.target A 192.0.2.2
          under.d A 192.0.2.66
          d2 DNAME d
          outd DNAME elsewhere.
          rootd DNAME .
          l1 DNAME l2
          l2 DNAME l1
          grow DNAME x.grow
          """
              + "long DNAME "
              + String.join(".", LONG, LONG, LONG)
              + "\n");

  @Test
  void aliasesAreFollowed() {
    assertThat(server.ask("one A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: one 100 CNAME two
            answer: two 300 CNAME www
            answer: www 300 A 192.0.2.1
            """);
  }

  @Test
  void theEndOfTheChainDecidesTheRcode() {
    assertThat(server.ask("dangling A"))
        .startsWith("NXDOMAIN aa\nanswer: dangling 300 CNAME nx\nauthority: @ 60 SOA");
    assertThat(server.ask("empty A"))
        .startsWith("NOERROR aa\nanswer: empty 300 CNAME ent\nauthority: @ 60 SOA");
    assertThat(server.ask("one MX"))
        .startsWith("NOERROR aa\nanswer: one 100 CNAME two\nanswer: two 300 CNAME www\nauthority:");
  }

  @Test
  void anAliasOutOfOurZonesEndsTheAnswer() {
    assertThat(server.ask("out A")).isEqualTo("NOERROR aa\nanswer: out 300 CNAME www.elsewhere.\n");
  }

  @Test
  void theAliasItselfIsTheAnswerWhenAskedFor() {
    assertThat(server.ask("one CNAME")).isEqualTo("NOERROR aa\nanswer: one 100 CNAME two\n");
    assertThat(server.ask("one ANY")).isEqualTo("NOERROR aa\nanswer: one 100 CNAME two\n");
  }

  @Test
  void aTypeBesideTheAliasIsTheAnswerWhenAskedFor() {
    assertThat(server.ask("signed NSEC")).startsWith("NOERROR aa\nanswer: signed 300 NSEC");
  }

  @Test
  void loopsEndWithEachLinkOnce() {
    assertThat(server.ask("loop1 A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: loop1 300 CNAME loop2
            answer: loop2 300 CNAME loop1
            """);
    assertThat(server.ask("self A")).isEqualTo("NOERROR aa\nanswer: self 300 CNAME self\n");
  }

  @Test
  void afterSixteenLinksTheAnswerHoldsThoseSixteen() {
    var lines = new StringBuilder();
    IntStream.range(0, 40).forEach(i -> lines.append("c%d CNAME c%d\n".formatted(i, i + 1)));
    var chain = TestServer.with(lines + "c40 A 192.0.2.1\n");
    assertThat(chain.message("c0 A tcp").getSection(Section.ANSWER)).hasSize(16);
    assertThat(chain.statusOf("c0 A tcp")).isEqualTo("NOERROR aa");
    assertThat(chain.ask("c24 A tcp")).doesNotContain(" A ");
    assertThat(chain.ask("c25 A tcp")).contains("answer: c40 300 A 192.0.2.1");
  }

  @Test
  void dnameRedirectsNamesBelowIt() {
    assertThat(server.ask("x.d A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: d 120 DNAME target
            answer: x.d 120 CNAME x.target
            answer: x.target 300 A 192.0.2.2
            """);
    assertThat(server.ask("nx.d A")).startsWith("NXDOMAIN aa\nanswer: d 120 DNAME target\n");
  }

  @Test
  void dnameHidesDataBelowItButNotItsOwner() {
    assertThat(server.ask("under.d A")).startsWith("NXDOMAIN aa\nanswer: d 120 DNAME");
    assertThat(server.ask("d A")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
    assertThat(server.ask("d DNAME")).isEqualTo("NOERROR aa\nanswer: d 120 DNAME target\n");
  }

  @Test
  void theSynthesisedCnameIsTheAnswerWhenAskedFor() {
    assertThat(server.ask("nx.d CNAME"))
        .isEqualTo("NOERROR aa\nanswer: d 120 DNAME target\nanswer: nx.d 120 CNAME nx.target\n");
  }

  @Test
  void dnameIsAppliedAgainAndAgain() {
    assertThat(server.ask("x.d2 A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: d2 300 DNAME d
            answer: x.d2 300 CNAME x.d
            answer: d 120 DNAME target
            answer: x.d 120 CNAME x.target
            answer: x.target 300 A 192.0.2.2
            """);
  }

  @Test
  void dnameMayLeadOutOfOurZonesAndToTheRoot() {
    assertThat(server.ask("x.outd A")).contains("answer: x.outd 300 CNAME x.elsewhere.\n");
    assertThat(server.ask("x.y.rootd A")).contains("answer: x.y.rootd 300 CNAME x.y.\n");
  }

  @Test
  void dnameLoopsEndWithEachLinkOnce() {
    assertThat(server.ask("x.l1 A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: l1 300 DNAME l2
            answer: x.l1 300 CNAME x.l2
            answer: l2 300 DNAME l1
            answer: x.l2 300 CNAME x.l1
            """);
  }

  @Test
  void aGrowingDnameEndsAndStandsInTheAnswerOnce() {
    var answer = server.message("x.grow A tcp");
    assertThat(answer.getSection(Section.ANSWER)).hasSize(17);
    assertThat(server.ask("x.grow A tcp").lines().filter(line -> line.contains("DNAME")))
        .hasSize(1);
  }

  @Test
  void atMost255OctetsFitElseYxdomain() {
    // "long" is 4 labels of target: 3 * 61 + example.test. (14) = 197 octets; 58 are left.
    assertThat(server.statusOf("a".repeat(57) + ".long A")).isEqualTo("NXDOMAIN aa");
    assertThat(server.ask("a".repeat(58) + ".long A"))
        .startsWith("YXDOMAIN aa\nanswer: long 300 DNAME")
        .doesNotContain("CNAME");
  }

  @Test
  void dnameAtTheApexLeavesTheApexAlone() {
    var apex = TestServer.with("@ DNAME other.test.\n");
    assertThat(apex.ask("@ SOA")).startsWith("NOERROR aa\nanswer: @ 3600 SOA");
    assertThat(apex.ask("x A")).contains("answer: x 300 CNAME x.other.test.");
  }

  @Test
  void aLongChainThatDoesNotFitIsTruncated() {
    var lines = new StringBuilder();
    IntStream.range(0, 16)
        .forEach(i -> lines.append("%s%d CNAME %s%d\n".formatted(LONG, i, LONG, i + 1)));
    var chain = TestServer.with(lines.toString());
    assertThat(chain.statusOf(LONG + "0 A")).isEqualTo("NOERROR aa tc");
    assertThat(chain.octets()).hasSizeLessThanOrEqualTo(512);
  }
}
