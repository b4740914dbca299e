package org.pharosdns.zone.load;

import java.util.SortedSet;

/// Writes the types present at a name as NSEC, NSEC3 and CSYNC have them (RFC 4034 section 4.1.2).
final class TypeBitmap {
  private TypeBitmap() {}

  static void write(SortedSet<Integer> types, RdataBuffer out) {
    var window = -1;
    var lengthAt = 0;
    for (int type : types) {
      if (type >> 8 != window) {
        window = type >> 8;
        out.u8(window);
        lengthAt = out.length();
        out.u8(0);
      }
      var wanted = lengthAt + 2 + (type & 0xff) / 8;
      while (out.length() < wanted) {
        out.u8(0);
      }
      out.set(lengthAt, out.length() - lengthAt - 1);
      out.set(wanted - 1, out.octets()[wanted - 1] | (0x80 >> (type & 7)));
    }
  }
}
