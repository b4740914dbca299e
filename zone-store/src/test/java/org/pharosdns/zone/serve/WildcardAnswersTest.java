package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// RFC 4592: synthesis from wildcards, and where it stops.
class WildcardAnswersTest {
  private final TestServer server =
      TestServer.with(
          """
          *.w A 192.0.2.1
          *.w MX 10 mail.w
          here.w TXT "no address"
          a.ent.w TXT "below an empty non-terminal"
          sub.*.w TXT "below the wildcard itself"
          deep.*.e TXT "the wildcard is an empty non-terminal"
          *.ns NS ns1
          *.dn DNAME www
          *.c CNAME to.target
          to.target A 192.0.2.2
          *.star CNAME *.w
          *.self CNAME x.self
          *.mx MX 10 any.mx
          *.mx A 192.0.2.3
          """);

  @Test
  void wildcardMatchesOneLabelAndMany() {
    assertThat(server.ask("x.w A")).isEqualTo("NOERROR aa\nanswer: x.w 300 A 192.0.2.1\n");
    assertThat(server.ask("x.y.w A")).isEqualTo("NOERROR aa\nanswer: x.y.w 300 A 192.0.2.1\n");
  }

  @Test
  void wildcardDoesNotMatchItsOwnParent() {
    assertThat(server.statusOf("w A")).isEqualTo("NOERROR aa");
    assertThat(server.ask("w A")).doesNotContain("answer");
  }

  @Test
  void wildcardDoesNotMatchNamesThatExist() {
    assertThat(server.ask("here.w A")).doesNotContain("answer").startsWith("NOERROR aa");
  }

  @Test
  void wildcardDoesNotMatchBelowNamesThatExist() {
    assertThat(server.statusOf("x.here.w A")).isEqualTo("NXDOMAIN aa");
  }

  @Test
  void wildcardDoesNotMatchBelowEmptyNonTerminal() {
    assertThat(server.statusOf("ent.w A")).isEqualTo("NOERROR aa");
    assertThat(server.statusOf("x.ent.w A")).isEqualTo("NXDOMAIN aa");
  }

  @Test
  void wildcardWithoutTheTypeIsNodata() {
    assertThat(server.ask("x.w AAAA")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
  }

  @Test
  void wildcardIsANameLikeOthersWhenAskedFor() {
    assertThat(server.ask("*.w A")).isEqualTo("NOERROR aa\nanswer: *.w 300 A 192.0.2.1\n");
    assertThat(server.statusOf("x.*.w A")).isEqualTo("NXDOMAIN aa");
    assertThat(server.statusOf("sub.*.w TXT")).isEqualTo("NOERROR aa");
    assertThat(server.ask("sub.x.w TXT")).doesNotContain("answer");
  }

  @Test
  void emptyWildcardIsASourceWithoutData() {
    assertThat(server.ask("x.e TXT")).startsWith("NOERROR aa\nauthority");
  }

  @Test
  void additionalAddressesMayComeFromTheWildcardToo() {
    assertThat(server.ask("x.w MX"))
        .isEqualTo(
            """
            NOERROR aa
            answer: x.w 300 MX 10 mail.w
            additional: mail.w 300 A 192.0.2.1
            """);
    assertThat(server.ask("q.mx MX")).contains("additional: any.mx 300 A 192.0.2.3");
  }

  @Test
  void nameServersAtAWildcardAreDataAndNoCut() {
    assertThat(server.ask("x.ns NS")).contains("answer: x.ns 300 NS ns1").startsWith("NOERROR aa");
    assertThat(server.ask("x.ns A")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
  }

  @Test
  void dnameAtAWildcardIsDataAndRedirectsNothing() {
    assertThat(server.ask("x.dn DNAME")).startsWith("NOERROR aa\nanswer: x.dn 300 DNAME www");
    assertThat(server.ask("y.x.dn A")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
  }

  @Test
  void wildcardAliasIsFollowedFromTheNameAskedFor() {
    assertThat(server.ask("x.y.c A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: x.y.c 300 CNAME to.target
            answer: to.target 300 A 192.0.2.2
            """);
  }

  @Test
  void anAsteriskInATargetIsAPlainName() {
    assertThat(server.ask("x.star A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: x.star 300 CNAME *.w
            answer: *.w 300 A 192.0.2.1
            """);
  }

  @Test
  void wildcardAliasToItselfEnds() {
    assertThat(server.ask("q.self A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: q.self 300 CNAME x.self
            answer: x.self 300 CNAME x.self
            """);
  }
}
