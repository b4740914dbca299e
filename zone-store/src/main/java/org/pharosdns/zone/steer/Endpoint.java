package org.pharosdns.zone.steer;

import org.pharosdns.dns.wire.DnsName;

/// What one record of a steered RRset leads to: an address, or for a CNAME a host.
public sealed interface Endpoint permits Address, HostName {
  /// Returns the type of record that leads there.
  int type();

  /// Returns what a record leads to.
  ///
  /// @param type A, AAAA or CNAME
  /// @param rdata of that type, uncompressed
  static Endpoint of(int type, byte[] rdata) {
    return type == HostName.CNAME ? new HostName(DnsName.ofWire(rdata, 0)) : Address.of(rdata);
  }
}
