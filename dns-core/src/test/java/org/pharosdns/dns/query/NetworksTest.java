package org.pharosdns.dns.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
  private static Networks networks(int bits, int... address) {
    return new Networks(List.of(new Networks.Prefix(octets(address), bits)));
  }

  private static byte[] octets(int... numbers) {
    var octets = new byte[numbers.length];
    for (var i = 0; i < numbers.length; i++) {
      octets[i] = (byte) numbers[i];
    }
    return octets;
  }

  private static Client client(int... address) {
    var client = new Client(Client.Transport.UDP);
    client.address(octets(address), 0, address.length);
    return client;
  }

  @Test
  void aClientIsInANetworkWhenTheFirstBitsAgree() {
    assertThat(networks(24, 192, 0, 2, 0).contain(client(192, 0, 2, 255))).isTrue();
    assertThat(networks(24, 192, 0, 2, 0).contain(client(192, 0, 3, 0))).isFalse();
    assertThat(networks(25, 192, 0, 2, 0).contain(client(192, 0, 2, 128))).isFalse();
    assertThat(networks(32, 192, 0, 2, 1).contain(client(192, 0, 2, 1))).isTrue();
    assertThat(networks(32, 192, 0, 2, 1).contain(client(192, 0, 2, 0))).isFalse();
    assertThat(networks(0, 0, 0, 0, 0).contain(client(192, 0, 2, 0))).isTrue();
  }

  @Test
  void theFamiliesAreApart() {
    var everyone = networks(0, new int[16]);
    assertThat(everyone.contain(client(192, 0, 2, 0))).isFalse();
    assertThat(everyone.contain(client(new int[16]))).isTrue();
    var documentation = networks(33, 0x20, 1, 0xd, 0xb8, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(
            documentation.contain(
                client(0x20, 1, 0xd, 0xb8, 0x80, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1)))
        .isTrue();
    assertThat(
            documentation.contain(
                client(0x20, 1, 0xd, 0xb8, 0x7f, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1)))
        .isFalse();
  }

  @Test
  void theSamePrefixesAreEqual() {
    assertThat(networks(24, 192, 0, 2, 0))
        .isEqualTo(networks(24, 192, 0, 2, 0))
        .hasSameHashCodeAs(networks(24, 192, 0, 2, 0))
        .isNotEqualTo(networks(25, 192, 0, 2, 0))
        .isNotEqualTo(networks(24, 192, 0, 3, 0))
        .isNotEqualTo(Networks.NONE)
        .isNotEqualTo("192.0.2.0/24");
  }

  @Test
  void noNetworkContainsNobody() {
    assertThat(Networks.NONE.contain(client(127, 0, 0, 1))).isFalse();
  }

  @Test
  void aPrefixIsNoLongerThanItsAddress() {
    assertThatThrownBy(() -> networks(33, 192, 0, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> networks(8, 192, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> networks(-1, 192, 0, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
