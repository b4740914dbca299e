package org.pharosdns.zone.transfer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// Who may do something: anyone who comes from one of the networks or signs with one of the keys.
public record AccessList(List<Network> networks, Set<DnsName> keys) {
  /// Nobody.
  public static final AccessList NOBODY = new AccessList(List.of(), Set.of());

  /// Copies both.
  public AccessList {
    networks = List.copyOf(networks);
    keys = Set.copyOf(keys);
  }

  /// Whether a client is on the list.
  ///
  /// @param address 4 or 16 octets
  /// @param key the name of the key whose signature was found good; null for none
  public boolean permits(byte[] address, @Nullable DnsName key) {
    return (key != null && keys.contains(key))
        || networks.stream().anyMatch(network -> network.contains(address));
  }
}
