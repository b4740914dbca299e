package org.pharosdns.conformance.rfc3597;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Serving;

/// Types known by number only, and names that must not be compressed (section 4).
class UnknownTypeTest {
  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          x  TYPE65280 \\# 4 deadbeef
          x  TYPE65280 \\# 0
          y  TYPE1 \\# 4 c0000201
          s  SRV 1 2 3 y
          n  NAPTR 1 2 "s" "SIP+D2U" "" y
          k  KX 1 y
          r  RP y y
          """);

  @Test
  void octetsComeBackAsTheyAre() {
    assertThat(ZONE.ask("x.a.test. TYPE65280").answer())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("x.a.test. 60 TYPE65280 deadbeef", "x.a.test. 60 TYPE65280");
  }

  @Test
  void knownTypeInGenericFormIsTheKnownType() {
    assertThat(ZONE.ask("y.a.test. A").answer()).hasToString("[y.a.test. 60 A 192.0.2.1]");
  }

  @Test
  void missingUnknownTypeIsNodata() {
    assertThat(ZONE.ask("y.a.test. TYPE64999").toString()).startsWith("NOERROR aa\nauthority");
  }

  /// The decoder of these tests refuses a compressed name in any type but those of RFC 1035.
  @Test
  void namesOfLaterTypesAreNotCompressed() {
    for (var question : new String[] {"s SRV", "n NAPTR", "k KX", "r RP"}) {
      assertThat(ZONE.ask(question.replace(" ", ".a.test. ")).answer()).hasSize(1);
    }
  }
}
