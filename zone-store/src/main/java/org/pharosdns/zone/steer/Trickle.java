package org.pharosdns.zone.steer;

import org.pharosdns.dns.wire.DnsName;

/// `trickle`: a share of the answers that another tier gives while the first is healthy.
///
/// @param perMillion the share, 1 to 1,000,000
public record Trickle(DnsName to, int perMillion) {
  /// The whole.
  public static final int MILLION = 1_000_000;
}
