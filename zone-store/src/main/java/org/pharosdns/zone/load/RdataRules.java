package org.pharosdns.zone.load;

/// What else must hold for RDATA of a type whose fields are right.
final class RdataRules {
  private static final int DS = 43;
  private static final int CDS = 59;
  private static final int ZONEMD = 63;
  private static final int SVCB = 64;
  private static final int HTTPS = 65;

  private RdataRules() {}

  /// Throws when a rule is broken.
  ///
  /// @param first the first token of the RDATA, for the place
  static void check(int type, RdataBuffer rdata, Entry entry, int first) throws BadText {
    switch (type) {
      case DS, CDS -> digest(rdata, rdata.octets()[3], 4, entry, first);
      case ZONEMD -> zoneDigest(rdata, entry, first);
      case SVCB, HTTPS -> ServiceParameters.check(rdata, entry, first);
      default -> {}
    }
  }

  /// The digest of a DS record has the length of its algorithm (IANA: Digest Algorithms).
  private static void digest(RdataBuffer rdata, int kind, int at, Entry entry, int first)
      throws BadText {
    var expected =
        switch (kind) {
          case 1 -> 20;
          case 2, 3, 5, 6 -> 32;
          case 4 -> 48;
          default -> rdata.length() - at;
        };
    if (rdata.length() - at != expected) {
      throw new BadText(
          entry.offset(first),
          "a digest of " + (rdata.length() - at) + " octets; type " + kind + " has " + expected);
    }
  }

  /// RFC 8976 section 2.2.4: at least 12 octets; SHA-384 has 48, SHA-512 64.
  private static void zoneDigest(RdataBuffer rdata, Entry entry, int first) throws BadText {
    var length = rdata.length() - 6;
    var kind = rdata.octets()[5];
    if (length < 12 || (kind == 1 && length != 48) || (kind == 2 && length != 64)) {
      throw new BadText(
          entry.offset(first),
          "a digest of " + length + " octets does not fit hash algorithm " + kind);
    }
  }
}
