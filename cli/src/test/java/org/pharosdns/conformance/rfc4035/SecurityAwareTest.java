package org.pharosdns.conformance.rfc4035;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Serving;

/// Header bits (sections 3.1.6 and 3.2.3) on unsigned zones.
class SecurityAwareTest {
  private static final Serving ZONE = Serving.zone("a.test.", "x A 192.0.2.1\n");

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
}
