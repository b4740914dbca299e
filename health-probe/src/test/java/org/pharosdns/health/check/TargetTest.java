package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
  })
  void addressesAreWrittenAsRfc5952Says(String address, String text) {
    assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(text);
  }

  @Test
  void aTargetIsWrittenWithItsPort() {
    assertThat(new Target(InetAddress.ofLiteral("192.0.2.1"), 80)).hasToString("192.0.2.1:80");
    assertThat(new Target(InetAddress.ofLiteral("2001:db8::1"), 443))
        .hasToString("[2001:db8::1]:443");
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.0.0, true",
    "169.254.255.255, true",
    "169.253.255.255, false",
    "::ffff:169.254.169.254, true",
    "fe80::1, true",
    "febf::1, true",
    "fec0::1, false",
    "fd00:ec2::254, true",
    "fd00:ec2::253, false",
    "fd00:ec2::23, true",
    "168.63.129.16, true",
    "168.63.129.17, false",
    "fd20:ce::254, true",
    "100.100.100.200, true",
    "100.100.100.201, false",
    "192.0.0.192, true",
    "::ffff:100.100.100.200, true",
    "64:ff9b::169.254.169.254, true",
    "64:ff9b::192.0.2.1, false",
    "64:ff9b:1::169.254.169.254, true",
    "64:ff9b:1:a9fe:a9:fe00::, true",
    "64:ff9b:2::169.254.169.254, false",
    "127.0.0.1, false",
  })
  void linkLocalAndMetadataAddressesAreForbidden(String address, boolean forbidden) {
    assertThat(Target.isForbidden(InetAddress.ofLiteral(address))).isEqualTo(forbidden);
  }

  @Test
  void statusesAreReadAsNumbersAndRanges() {
    assertThat(StatusRange.parse("200")).isEqualTo(new StatusRange(200, 200));
    assertThat(StatusRange.parse("200-299")).isEqualTo(new StatusRange(200, 299));
    assertThat(StatusRange.parse("200-299").contains(299)).isTrue();
    assertThat(StatusRange.parse("200-299").contains(300)).isFalse();
    for (String wrong :
        new String[] {"", "2xx", "99", "100", "199-200", "600", "299-200", "200-", "-200"}) {
      assertThatThrownBy(() -> StatusRange.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
