package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InterfaceAddressesTest {
  @Test
  void ofAllAddressesThoseOfTheFamilyAreListedAndAnAliasIsListedOnce() throws UnknownHostException {
    var local =
        Stream.of("192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.2")
            .map(InetAddress::ofLiteral)
            .toList();
    assertThat(InterfaceAddresses.ofFamily(Servers.at("0.0.0.0", 53), local))
        .isEqualTo(List.of(Servers.at("192.0.2.1", 53), Servers.at("192.0.2.2", 53)));
    assertThat(InterfaceAddresses.ofFamily(Servers.at("::", 53), local))
        .isEqualTo(List.of(Servers.at("2001:db8::1", 53)));
  }
}
