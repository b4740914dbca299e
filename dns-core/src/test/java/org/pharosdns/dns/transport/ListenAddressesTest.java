package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListenAddressesTest {
  @Test
  void ipv6WildcardTakesTheConnectionsOfIpv4AddressesWithItsPort() throws UnknownHostException {
    var addresses = new ListenAddresses(List.of(Servers.at("127.0.0.1", 53), Servers.at("::", 53)));
    assertThat(addresses.coveredByWildcard(Servers.at("127.0.0.1", 53))).isTrue();
    assertThat(addresses.coveredByWildcard(Servers.at("127.0.0.1", 54))).isFalse();
    assertThat(addresses.coveredByWildcard(Servers.at("::", 53))).isFalse();
  }

  @Test
  void onlyAddressesAskedForAreServed() throws UnknownHostException {
    var wildcard = Servers.at("::", 53);
    var addresses = new ListenAddresses(List.of(Servers.at("127.0.0.1", 53), wildcard));
    assertThat(addresses.serves(wildcard, Servers.at("::1", 53))).isTrue();
    assertThat(addresses.serves(wildcard, Servers.at("127.0.0.1", 53))).isTrue();
    assertThat(addresses.serves(wildcard, Servers.at("127.0.0.2", 53))).isFalse();
  }

  @Test
  void whereEveryConnectionIsServedNobodyIsAskedWhereItCameTo() throws UnknownHostException {
    var wildcard = Servers.at("::", 53);
    assertThat(serve("::", "127.0.0.1").servesAll(wildcard)).isFalse();
    assertThat(serve("::").servesAll(wildcard)).isFalse();
    assertThat(serve("::", "0.0.0.0").servesAll(wildcard)).isTrue();
    assertThat(serve("::", "127.0.0.1").servesAll(Servers.at("127.0.0.1", 53))).isTrue();
    assertThat(serve("::1").servesAll(Servers.at("::1", 53))).isTrue();
  }

  private static ListenAddresses serve(String... addresses) throws UnknownHostException {
    var all = new ArrayList<InetSocketAddress>();
    for (var address : addresses) {
      all.add(Servers.at(address, 53));
    }
    return new ListenAddresses(all);
  }
}
