package org.pharosdns.zone.update;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.MessageName;
import org.pharosdns.dns.wire.MessageRecord;
import org.pharosdns.dns.wire.RecordType;

/// RDATA out of a message with the names in it written out, in the types where somebody may have
/// compressed them (RFC 1035 and, received but not sent, RFC 3597 section 4).
final class PlainRdata {
  private static final int RP = 17;
  private static final int AFSDB = 18;
  private static final int RT = 21;
  private static final int PX = 26;
  private static final int KX = 36;

  private PlainRdata() {}

  /// Returns the RDATA of `record`, or null when a name in it makes no sense.
  static byte @Nullable [] of(byte[] message, MessageRecord record) {
    var from = record.rdataOffset();
    var end = record.end();
    var names = names(record.type());
    if (names == 0 || record.rdataOctets() == 0) {
      return Arrays.copyOfRange(message, from, end);
    }
    var first = from + numbersBefore(record.type());
    if (first > end) {
      return null;
    }
    var plain = new Growing();
    plain.add(message, from, first);
    var at = first;
    for (var i = 0; i < names; i++) {
      var name = MessageName.read(message, 0, at, end);
      if (name == null) {
        return null;
      }
      var wire = name.wire();
      plain.add(wire, 0, wire.length);
      at += MessageName.octets(message, at, end);
    }
    plain.add(message, at, end);
    return plain.octets;
  }

  private static int names(int type) {
    return switch (type) {
      case RecordType.NS,
          RecordType.MD,
          RecordType.MF,
          RecordType.CNAME,
          RecordType.MB,
          RecordType.MG,
          RecordType.MR,
          RecordType.PTR,
          RecordType.MX,
          RecordType.SRV,
          RecordType.DNAME,
          AFSDB,
          RT,
          KX ->
          1;
      case RecordType.SOA, RecordType.MINFO, RP, PX -> 2;
      default -> 0;
    };
  }

  private static int numbersBefore(int type) {
    return switch (type) {
      case RecordType.MX, AFSDB, RT, KX, PX -> 2;
      case RecordType.SRV -> 6;
      default -> 0;
    };
  }

  private static final class Growing {
    private byte[] octets = new byte[0];

    void add(byte[] source, int from, int to) {
      var at = octets.length;
      octets = Arrays.copyOf(octets, at + to - from);
      System.arraycopy(source, from, octets, at, to - from);
    }
  }
}
