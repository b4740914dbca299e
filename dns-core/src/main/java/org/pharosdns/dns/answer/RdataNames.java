package org.pharosdns.dns.answer;

import org.pharosdns.dns.wire.RecordType;

/// Where names stand in RDATA, as far as an answer cares.
final class RdataNames {
  private RdataNames() {}

  /// How many names of RDATA of `type` may be compressed: those of RFC 1035 only (RFC 3597 section
  /// 4).
  static int compressible(int type) {
    return switch (type) {
      case RecordType.NS,
          RecordType.MD,
          RecordType.MF,
          RecordType.CNAME,
          RecordType.MB,
          RecordType.MG,
          RecordType.MR,
          RecordType.PTR,
          RecordType.MX ->
          1;
      case RecordType.SOA, RecordType.MINFO -> 2;
      default -> 0;
    };
  }

  /// Whether addresses of the host that RDATA of `type` names belong into the additional section.
  static boolean hasAddressTarget(int type) {
    return switch (type) {
      case RecordType.NS, RecordType.MX, RecordType.SRV, RecordType.SVCB, RecordType.HTTPS -> true;
      default -> false;
    };
  }

  /// The octets in front of the first name in RDATA of `type`; of use where there is one.
  static int firstName(int type) {
    return switch (type) {
      case RecordType.MX, RecordType.SVCB, RecordType.HTTPS -> 2;
      case RecordType.SRV -> 6;
      default -> 0;
    };
  }
}
