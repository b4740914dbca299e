package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "::ffff:192.0.2.1, ::ffff:c000:201"
  })
  void textFormIsThatOfRfc5952(String text, String canonical) {
    assertThat(Address.parse(text)).hasToString(canonical);
    assertThat(Address.parse(canonical)).isEqualTo(Address.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "::g", "fe80::1%eth0", "[::1]", "a.b"})
  void anythingElseIsRefusedWithoutALookUp(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
  }
}
