package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Referrals: cuts, what they hide, and glue.
class DelegationAnswersTest {
  private static final String DS =
      "DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000";
  private static final String REFERRAL =
      """
      NOERROR
      authority: sub 300 NS ns.sub
      authority: sub 300 NS ns.sibling
      authority: sub 300 NS ns1
      authority: sub 300 NS ns.elsewhere.
      additional: ns.sub 300 A 192.0.2.1
      additional: ns.sub 300 AAAA 2001:db8:0:0:0:0:0:1
      additional: ns.sibling 300 A 192.0.2.2
      additional: ns1 300 A 192.0.2.53
      """;

  private final TestServer server =
      TestServer.with(
          """
          sub NS ns.sub
          sub NS ns.sibling
          sub NS ns1
          sub NS ns.elsewhere.
          sub TXT "hidden"
          ns.sub A 192.0.2.1
          ns.sub AAAA 2001:db8::1
          sibling NS ns.sibling
          ns.sibling A 192.0.2.2
          deeper.sub NS ns1
          alias.sub CNAME www
          below.dname.sub A 192.0.2.9
          dname.sub DNAME www
          *.sub A 192.0.2.8
          plain NS ns1
          mail MX 10 ns.sub
          """
              + "sub "
              + DS
              + "\n");

  @Test
  void atTheCutAndBelowThereIsAReferralWithoutAa() {
    assertThat(server.ask("sub A")).isEqualTo(REFERRAL);
    assertThat(server.ask("sub NS")).isEqualTo(REFERRAL);
    assertThat(server.ask("sub TXT")).isEqualTo(REFERRAL);
    assertThat(server.ask("sub ANY")).isEqualTo(REFERRAL);
    assertThat(server.ask("x.y.sub A")).isEqualTo(REFERRAL);
    assertThat(server.ask("x.sub DS")).isEqualTo(REFERRAL);
  }

  @Test
  void glueIsNoAnswer() {
    assertThat(server.ask("ns.sub A")).isEqualTo(REFERRAL);
  }

  @Test
  void theTopmostCutWinsAndHidesAliasesBelow() {
    assertThat(server.ask("deeper.sub A")).isEqualTo(REFERRAL);
    assertThat(server.ask("deeper.sub DS")).isEqualTo(REFERRAL);
    assertThat(server.ask("alias.sub CNAME")).isEqualTo(REFERRAL);
    assertThat(server.ask("below.dname.sub A")).isEqualTo(REFERRAL);
  }

  @Test
  void dsAtTheCutBelongsToTheParent() {
    assertThat(server.ask("sub DS")).startsWith("NOERROR aa\nanswer: sub 300 DS 1 8 2");
    assertThat(server.ask("plain DS")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
  }

  @Test
  void glueIsForReferralsOnly() {
    assertThat(server.ask("mail MX")).isEqualTo("NOERROR aa\nanswer: mail 300 MX 10 ns.sub\n");
  }

  @Test
  void apexNameServerBelowACutHasGlue() {
    var apex =
        new TestServer()
            .zone(
                TestServer.ORIGIN,
                """
                @ SOA ns.sub host 1 3600 600 86400 60
                @ NS ns.sub
                sub NS ns.sub
                ns.sub A 192.0.2.1
                """);
    assertThat(apex.ask("@ NS")).contains("additional: ns.sub 300 A 192.0.2.1");
  }

  @Test
  void anAliasIntoACutEndsInAReferralAndStaysAuthoritative() {
    var alias =
        TestServer.with(
            """
            to CNAME x.sub
            self CNAME sub
            sub NS ns1
            """);
    assertThat(alias.ask("to A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: to 300 CNAME x.sub
            authority: sub 300 NS ns1
            additional: ns1 300 A 192.0.2.53
            """);
    assertThat(alias.ask("self A")).contains("authority: sub 300 NS ns1");
  }

  @Test
  void parentAndChildBothOursAnswerEachForTheirSide() {
    var both =
        TestServer.with(
                """
                child NS ns1.child
                ns1.child A 192.0.2.5
                child DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000
                to CNAME www.child
                """)
            .zone(
                "child.example.test.",
                """
                @ SOA ns1 host 7 3600 600 86400 30
                @ NS ns1
                ns1 A 192.0.2.5
                www A 192.0.2.6
                back CNAME to.example.test.
                """);
    assertThat(both.ask("www.child A"))
        .isEqualTo("NOERROR aa\nanswer: www.child 300 A 192.0.2.6\n");
    assertThat(both.ask("child NS")).startsWith("NOERROR aa\nanswer: child 300 NS ns1.child");
    assertThat(both.ask("child DS")).startsWith("NOERROR aa\nanswer: child 300 DS 1 8 2");
    assertThat(both.ask("nx.child A")).startsWith("NXDOMAIN aa\nauthority: child 30 SOA");
    assertThat(both.ask("back.child A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: back.child 300 CNAME to
            answer: to 300 CNAME www.child
            answer: www.child 300 A 192.0.2.6
            """);
  }

  /// The zone above is asked, and denies the name; behind an alias the child speaks for itself.
  @Test
  void dsBehindAnAliasToAnApexThatNobodyDelegatesIsNodataOfTheChild() {
    var child =
        """
        @ SOA ns1.example.test. host.example.test. 7 3600 600 86400 30
        @ NS ns1.example.test.
        own CNAME @
        """;
    var both = TestServer.with("to CNAME child\n").zone("child.example.test.", child);
    assertThat(both.ask("child DS")).startsWith("NXDOMAIN aa\nauthority: @ 60 SOA");
    assertThat(both.ask("to DS"))
        .startsWith("NOERROR aa\nanswer: to 300 CNAME child\nauthority: child 30 SOA");
    assertThat(both.ask("own.child DS"))
        .startsWith("NOERROR aa\nanswer: own.child 300 CNAME child\nauthority: child 30 SOA");
  }

  @Test
  void dsAtAnAliasOfADelegatedApexIsThatOfTheParent() {
    var both =
        TestServer.with("child NS ns1\nchild " + DS + "\nto CNAME child\n")
            .zone(
                "child.example.test.",
                """
                @ SOA ns1.example.test. host.example.test. 7 3600 600 86400 30
                @ NS ns1.example.test.
                """);
    assertThat(both.ask("to DS"))
        .startsWith("NOERROR aa\nanswer: to 300 CNAME child\nanswer: child 300 DS 1 8 2");
  }

  @Test
  void dsAtAnApexWhoseParentIsNotOursIsNodata() {
    assertThat(server.ask("@ DS")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
  }

  @Test
  void theRootIsAZoneToo() {
    var root =
        new TestServer()
            .zone(
                ".",
                """
                . 86400 SOA a.root. host. 1 1800 900 604800 86400
                . 518400 NS a.root.
                a.root. A 192.0.2.1
                test. NS ns.test.
                ns.test. A 192.0.2.2
                """);
    assertThat(root.ask(". NS"))
        .isEqualTo(
            """
            NOERROR aa
            answer: . 518400 NS a.root.
            additional: a.root. 300 A 192.0.2.1
            """);
    assertThat(root.ask("www.example.test. A"))
        .isEqualTo(
            """
            NOERROR
            authority: test. 300 NS ns.test.
            additional: ns.test. 300 A 192.0.2.2
            """);
    assertThat(root.ask("nx. A"))
        .isEqualTo(
            """
            NXDOMAIN aa
            authority: . 86400 SOA a.root. host. 1 1800 900 604800 86400
            """);
    assertThat(root.ask(". DS")).startsWith("NOERROR aa\nauthority: . 86400 SOA");
  }
}
