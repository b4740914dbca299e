package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketAddressesTest {
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "255.255.255.255", "2001:db8:1:2:3:4:5:6", "::1", "::"})
  void anAddressIsTheSameAfterwards(String text) throws UnknownHostException {
    var ip = InetAddress.ofLiteral(text);
    for (var port : new int[] {0, 53, 65_535}) {
      var address = new InetSocketAddress(ip, port);
      try (var arena = Arena.ofConfined()) {
        var there = SocketAddresses.toNative(arena, address);
        assertThat(SocketAddresses.toJava(there)).isEqualTo(address);
        assertThat(SocketAddresses.port(there)).isEqualTo(port);
        assertThat(SocketAddresses.network(there)).isEqualTo(ClientNetwork.of(ip));
        assertThat(SocketAddresses.isIpv4(there)).isEqualTo(text.indexOf(':') < 0);
      }
    }
  }

  /// So the system names a client of IPv4 on a socket of IPv6.
  @Test
  void anIpv4AddressInOneOfIpv6IsThatOfIpv4() throws UnknownHostException {
    try (var arena = Arena.ofConfined()) {
      var there = SocketAddresses.toNative(arena, Servers.at("2001:db8::1", 53));
      there.asSlice(8, 16).fill((byte) 0);
      there.asSlice(18, 2).fill((byte) 0xFF);
      there.asSlice(20, 4).copyFrom(SocketAddresses.toNative(arena, v4()).asSlice(4, 4));
      assertThat(SocketAddresses.isIpv4(there)).isTrue();
      assertThat(SocketAddresses.network(there)).isEqualTo(ClientNetwork.of(v4().getAddress()));
      assertThat(SocketAddresses.toJava(there)).isEqualTo(v4());
    }
  }

  private static InetSocketAddress v4() throws UnknownHostException {
    return Servers.at("192.0.2.9", 53);
  }
}
