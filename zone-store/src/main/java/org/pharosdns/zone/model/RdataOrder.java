package org.pharosdns.zone.model;

/// The order of RDATA of one type, and with it which records are the same: names in it are equal
/// whatever their case (RFC 4034 section 6.2), in the types that are a name, or numbers and a name.
public final class RdataOrder {
  private RdataOrder() {}

  /// Compares RDATA of `type` in uncompressed wire form.
  public static int compare(int type, byte[] a, byte[] b) {
    return compare(type, a, 0, a.length, b, 0, b.length);
  }

  /// Returns whether two records of an owner and `type` are the same.
  public static boolean isSame(int type, byte[] a, byte[] b) {
    return a.length == b.length && compare(type, a, b) == 0;
  }

  static int compare(int type, byte[] a, int fromA, int octetsA, byte[] b, int fromB, int octetsB) {
    var nameFrom = nameFrom(type);
    var length = Math.min(octetsA, octetsB);
    for (var i = 0; i < length; i++) {
      var octetA = a[fromA + i] & 0xff;
      var octetB = b[fromB + i] & 0xff;
      var order = i < nameFrom ? octetA - octetB : lower(octetA) - lower(octetB);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(octetsA, octetsB);
  }

  private static int nameFrom(int type) {
    return switch (type) {
      case 2, 5, 12, 39 -> 0;
      case 15 -> 2;
      case 33 -> 6;
      default -> Integer.MAX_VALUE;
    };
  }

  private static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
