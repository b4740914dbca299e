package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.load.LoadedText.zone;

import org.junit.jupiter.api.Test;

class ZoneValidatorTest {
  @Test
  void cnameStandsAloneButForDnssec() {
    assertThat(zone("a CNAME ns1\na NSEC b CNAME\n").problems()).isEmpty();
    assertThat(zone("a TXT t\na CNAME ns1\n").problems())
        .containsExactly(
            "6:1: error: a.example.com. has a CNAME and other records (a CNAME stands alone (RFC"
                + " 1034 section 3.6.2))");
  }

  @Test
  void nothingStandsBelowADname() {
    assertThat(zone("d DNAME example.net.\nx.y.d TXT t\n").problems())
        .containsExactly(
            "6:1: error: x.y.d.example.com. is below the DNAME at d.example.com. (nothing can stand"
                + " there (RFC 6672 section 2.4))");
  }

  @Test
  void glueBelowTheCutThatNeedsItIsMissed() {
    assertThat(zone("sub NS ns.sub\n").problems())
        .containsExactly(
            "5:1: warning: NS target ns.sub.example.com. needs glue (add its A or AAAA records to this"
                + " zone)");
    assertThat(zone("sub NS ns.sub\nns.sub AAAA 2001:db8::1\n").problems()).isEmpty();
  }

  @Test
  void addressesOfNameServersInAnotherDelegatedZoneMayBeMissing() {
    assertThat(zone("sub NS ns.other\nother NS ns.example.net.\n").problems()).isEmpty();
  }

  @Test
  void nameServerMayGetItsAddressFromAWildcard() {
    assertThat(zone("@ NS ns2\n* A 192.0.2.1\n").problems()).isEmpty();
  }

  @Test
  void nameServerIsNoAlias() {
    assertThat(zone("@ NS ns2\nns2 CNAME ns1\n").refused()).isTrue();
    assertThat(zone("sub NS ns2\nns2 CNAME ns1\n").refused()).isFalse();
    assertThat(zone("@ MX 1 mx\nmx CNAME ns1\n").problems())
        .containsExactly(
            "5:1: warning: MX target mx.example.com. is a CNAME (use the name that has the address"
                + " (RFC 2181 section 10.3))");
  }

  @Test
  void mailTargetWithoutAddressIsWarnedAboutAndNullMxIsNot() {
    assertThat(zone("@ MX 1 mx\nx MX 0 .\n").problems())
        .containsExactly(
            "5:1: warning: MX target mx.example.com. has no address records (A or AAAA)");
  }

  @Test
  void dataThatADelegationHidesIsNamed() {
    var zone =
        zone(
            """
            sub NS ns.sub
            sub TXT at-the-cut
            ns.sub A 192.0.2.1
            www.sub A 192.0.2.2
            www.sub TXT below
            """);
    assertThat(zone.refused()).isFalse();
    assertThat(zone.problems())
        .containsExactly(
            "6:1: warning: sub.example.com. TXT is occluded by the delegation sub.example.com. (it"
                + " belongs into the zone that is delegated)",
            "8:1: warning: www.sub.example.com. A, TXT is occluded by the delegation"
                + " sub.example.com. (it belongs into the zone that is delegated)");
  }

  @Test
  void delegationAndDnameAtAWildcardAreWarnedAbout() {
    assertThat(zone("*.a NS ns1\n*.b DNAME example.net.\n").problems())
        .containsExactly(
            "5:1: warning: NS at the wildcard *.a.example.com. (what it does is not defined (RFC"
                + " 4592 section 4))",
            "6:1: warning: DNAME at the wildcard *.b.example.com. (what it does is not defined (RFC"
                + " 4592 section 4))");
  }

  @Test
  void signaturesOfDifferentTtlsAreNoProblem() {
    var signature = " 8 2 60 20300101000000 20260101000000 1 @ AQNR\n";
    assertThat(zone("a 60 RRSIG A" + signature + "a 30 RRSIG TXT" + signature).problems())
        .isEmpty();
  }
}
