package org.pharosdns.conformance.rfc4035;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Serving;

/// Header bits (sections 3.1.6 and 3.2.3), and the types that may stand beside a CNAME (section
/// 2.5), which are asked of the alias itself.
class SecurityAwareTest {
  private static final String NODATA =
      """
      NOERROR aa
      authority a.test. 300 SOA ns1.a.test. host.a.test. 1 3600 600 86400 300
      """;

  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          x      A     192.0.2.1
          alias  CNAME x
          signed CNAME x
          signed NSEC  x CNAME RRSIG NSEC
          *.w    CNAME x
          d      DNAME e
          y.e    CNAME x
          """);

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0x8400",
    "0x0100, 0x8500",
    "0x0010, 0x8410",
    "0x0020, 0x8400",
    "0x0040, 0x8400",
    "0x0080, 0x8400",
    "0x0600, 0x8400"
  })
  void rdAndCdComeBackAndNothingElse(String asked, String replied) {
    var reply = ZONE.ask(Ask.of("x.a.test. A").flags(Integer.decode(asked)));
    assertThat(reply.flags()).isEqualTo(Integer.decode(replied));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RRSIG", "NSEC"})
  void aliasIsNotFollowedForTheTypesThatStandBesideIt(String type) {
    assertThat(ZONE.ask("alias.a.test. " + type)).hasToString(NODATA);
    assertThat(ZONE.ask("any.w.a.test. " + type)).hasToString(NODATA);
  }

  @Test
  void recordBesideAnAliasIsTheAnswer() {
    assertThat(ZONE.ask("signed.a.test. NSEC").answer())
        .singleElement()
        .extracting("owner", "type")
        .containsExactly("signed.a.test.", 47);
  }

  @Test
  void redirectionEndsAtAnAliasThatIsNotFollowed() {
    var reply = ZONE.ask("y.d.a.test. NSEC");
    assertThat(reply.status()).isEqualTo("NOERROR");
    assertThat(reply.answer())
        .extracting(Object::toString)
        .containsExactly("d.a.test. 60 DNAME e.a.test.", "y.d.a.test. 60 CNAME y.e.a.test.");
    assertThat(reply.authority()).hasSize(1);
  }

  @Test
  void everyOtherTypeFollowsTheAlias() {
    assertThat(ZONE.ask("alias.a.test. KEY").answer()).hasSize(1);
    assertThat(ZONE.ask("alias.a.test. DNSKEY").answer()).hasSize(1);
  }
}
