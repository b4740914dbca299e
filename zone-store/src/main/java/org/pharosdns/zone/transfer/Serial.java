package org.pharosdns.zone.transfer;

/// Arithmetic of SOA serials (RFC 1982): 32 bits in a circle.
public final class Serial {
  private static final long HALF = 1L << 31;
  private static final long MASK = 0xffff_ffffL;

  private Serial() {}

  /// Whether `serial` comes after `other`; two serials half a circle apart do not.
  public static boolean isNewer(long serial, long other) {
    var distance = serial - other & MASK;
    return distance != 0 && distance < HALF;
  }
}
