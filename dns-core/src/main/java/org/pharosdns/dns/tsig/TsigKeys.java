package org.pharosdns.dns.tsig;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// The keys known at one moment, by name. Immutable.
public final class TsigKeys {
  /// No key at all.
  public static final TsigKeys NONE = new TsigKeys(Map.of());

  private final Map<DnsName, TsigKey> keys;

  private TsigKeys(Map<DnsName, TsigKey> keys) {
    this.keys = keys;
  }

  /// Returns a ring of `keys`, whose names differ.
  public static TsigKeys of(Collection<TsigKey> keys) {
    return new TsigKeys(
        keys.stream().collect(Collectors.toUnmodifiableMap(TsigKey::name, Function.identity())));
  }

  /// Returns the key called `name`, or null.
  public @Nullable TsigKey find(DnsName name) {
    return keys.get(name);
  }
}
