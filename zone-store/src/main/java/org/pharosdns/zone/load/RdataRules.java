package org.pharosdns.zone.load;

/// What else must hold for RDATA of a type whose fields are right.
final class RdataRules {
  private static final int NAPTR = 35;
  private static final int DS = 43;
  private static final int SSHFP = 44;
  private static final int ZONEMD = 63;
  private static final int SVCB = 64;
  private static final int HTTPS = 65;

  private RdataRules() {}

  /// Throws when a rule is broken.
  ///
  /// @param first the first token of the RDATA, for the place
  static void check(int type, RdataBuffer rdata, Entry entry, int first) throws BadText {
    switch (type) {
      case NAPTR -> substitution(rdata, entry, first);
      case DS -> digest(rdata, 4, digestOctets(rdata.octets()[3]), entry, first);
      case SSHFP -> digest(rdata, 2, fingerprintOctets(rdata.octets()[1]), entry, first);
      case ZONEMD -> zoneDigest(rdata, entry, first);
      case SVCB, HTTPS -> ServiceParameters.check(rdata, entry, first);
      default -> {}
    }
  }

  /// The REGEXP of a NAPTR record is empty or `!pattern!replacement!`, with any delimiter and
  /// perhaps an `i` behind (RFC 3402 section 3.2).
  private static void substitution(RdataBuffer rdata, Entry entry, int first) throws BadText {
    var octets = rdata.octets();
    var at = 4;
    at += 1 + (octets[at] & 0xff);
    at += 1 + (octets[at] & 0xff);
    var end = at + 1 + (octets[at] & 0xff);
    if (end == at + 1) {
      return;
    }
    var delimiter = octets[at + 1];
    var delimiters = 0;
    var right = delimiter != '\\' && delimiter != 'i' && !(delimiter >= '0' && delimiter <= '9');
    for (var i = at + 1; i < end; i++) {
      if (delimiters == 3) {
        right &= octets[i] == 'i';
      } else if (octets[i] == '\\') {
        i++;
      } else if (octets[i] == delimiter) {
        delimiters++;
      }
    }
    if (!right || delimiters != 3) {
      throw new BadText(
          entry.offset(Math.min(first + 4, entry.count())),
          "not a substitution expression",
          "as in \"!^.*$!sip:info@example.com!\"");
    }
  }

  /// Returns the length of a DS digest (IANA: Digest Algorithms), 0 for any.
  private static int digestOctets(int kind) {
    return switch (kind) {
      case 1 -> 20;
      case 2, 3, 5, 6 -> 32;
      case 4 -> 48;
      default -> 0;
    };
  }

  /// Returns the length of an SSH fingerprint (RFC 4255 section 3.1.2, RFC 6594), 0 for any.
  private static int fingerprintOctets(int kind) {
    return switch (kind) {
      case 1 -> 20;
      case 2 -> 32;
      default -> 0;
    };
  }

  private static void digest(RdataBuffer rdata, int at, int expected, Entry entry, int first)
      throws BadText {
    var octets = rdata.length() - at;
    if (expected != 0 && octets != expected) {
      throw new BadText(
          entry.offset(first), "a digest of " + octets + " octets; its kind has " + expected);
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
