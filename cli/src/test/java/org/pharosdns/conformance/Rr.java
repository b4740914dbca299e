package org.pharosdns.conformance;

/// One resource record of a reply, in canonical presentation: names in lower case.
///
/// @param owner absolute
/// @param type 0 to 65535
/// @param dnsClass 1 is IN
/// @param ttlSeconds 0 to 2^32 − 1
/// @param rdata as {@link RdataText} writes it; equal exactly when the RDATA is
public record Rr(String owner, int type, int dnsClass, long ttlSeconds, String rdata) {
  /// Returns `owner TTL TYPE RDATA`, with the class where it is not IN.
  @Override
  public String toString() {
    return owner + ' ' + ttlSeconds + ' ' + kindAndData();
  }

  /// Returns `owner TYPE RDATA`.
  public String withoutTtl() {
    return owner + ' ' + kindAndData();
  }

  private String kindAndData() {
    var prefix = dnsClass == 1 ? "" : "CLASS" + dnsClass + ' ';
    return (prefix + TypeNames.text(type) + ' ' + rdata).stripTrailing();
  }
}
