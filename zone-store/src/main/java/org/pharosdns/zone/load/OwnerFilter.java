package org.pharosdns.zone.load;

import java.util.Collection;
import org.pharosdns.dns.wire.DnsName;

/// Tells of most names at a glance that they are none of a few: by a hash of the first label,
/// without regard to ASCII case. Immutable.
public final class OwnerFilter {
  private static final int SLOTS = 1 << 12;

  private final boolean[] slots = new boolean[SLOTS];

  /// Makes a filter that lets through `owners`.
  public OwnerFilter(Collection<DnsName> owners) {
    for (var owner : owners) {
      slots[slot(hash(owner.wire()))] = true;
    }
  }

  private static int hash(byte[] wire) {
    var hash = 0;
    for (var i = 1; i <= wire[0]; i++) {
      hash = hash(hash, wire[i]);
    }
    return hash;
  }

  /// Returns the hash of a label with one more octet; that of an empty one is 0.
  static int hash(int hash, byte octet) {
    return 31 * hash + (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }

  /// Whether a label of that hash may be the first one of one of the owners.
  boolean mayBe(int hash) {
    return slots[slot(hash)];
  }

  /// Whether a name may be one of the owners.
  ///
  /// @param wire empty for no name, which is none of them
  public boolean mayBe(byte[] wire) {
    return wire.length > 0 && mayBe(hash(wire));
  }
}
