package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.RecordType;

/// Reads the type of a record from a token, and says which types a zone can hold.
final class TypeText {
  static final int RRSIG = 46;
  static final int NSEC = 47;

  private static final int NULL = 10;
  private static final int LONGEST = 20;

  private TypeText() {}

  /// Returns the number of the type that a token names, -1 when it names none.
  static int parse(Entry entry, int token) {
    var length = entry.to(token) - entry.from(token);
    if (entry.quoted(token) || length > LONGEST) {
      return -1;
    }
    var common = common(entry.octets(), entry.from(token), length);
    return common >= 0 ? common : RecordType.parse(entry.text(token));
  }

  /// Returns the types that most records of large zones have, without making a string.
  private static int common(byte[] octets, int from, int length) {
    var first = length > 0 ? octets[from] : 0;
    var second = length > 1 ? octets[from + 1] : 0;
    return switch (length) {
      case 1 -> first == 'A' ? RecordType.A : -1;
      case 2 -> first == 'N' && second == 'S' ? RecordType.NS : -1;
      case 4 ->
          first == 'A' && second == 'A' && octets[from + 2] == 'A' && octets[from + 3] == 'A'
              ? RecordType.AAAA
              : -1;
      default -> -1;
    };
  }

  /// Whether records of the type can stand in a zone: not 0, NULL (RFC 1035 section 3.3.10), OPT,
  /// and none of the meta types and question types 128 to 255 (RFC 6895 section 3.1).
  static boolean canStandInZone(int type) {
    return type != 0 && type != NULL && type != RecordType.OPT && (type < 128 || type > 255);
  }
}
