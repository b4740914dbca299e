package org.pharosdns.zone.steer;

import org.pharosdns.dns.wire.DnsName;

/// The host that a CNAME leads to.
public record HostName(DnsName name) implements Endpoint {
  /// The type CNAME (RFC 1035 section 3.3.1).
  public static final int CNAME = 5;

  @Override
  public int type() {
    return CNAME;
  }

  /// Returns the absolute name, with its final dot.
  @Override
  public String toString() {
    return name.toString();
  }
}
