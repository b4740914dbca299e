package org.pharosdns.zone.load;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.xbill.DNS.Type;

/// Mnemonics and numbers of record types (IANA registry), and `TYPE12345` (RFC 3597 section 5).
final class RecordTypes {
  static final int A = 1;
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int NULL = 10;
  static final int MX = 15;
  static final int TXT = 16;
  static final int AAAA = 28;
  static final int SRV = 33;
  static final int DNAME = 39;
  static final int OPT = 41;
  static final int RRSIG = 46;
  static final int NSEC = 47;

  /// Types that the library does not know by name.
  private static final Map<String, Integer> NEWER =
      Map.ofEntries(
          Map.entry("DSYNC", 66),
          Map.entry("HHIT", 67),
          Map.entry("BRID", 68),
          Map.entry("RESINFO", 261),
          Map.entry("WALLET", 262),
          Map.entry("CLA", 263),
          Map.entry("IPN", 264));

  private static final Map<Integer, String> NEWER_NAMES =
      NEWER.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private RecordTypes() {}

  /// Returns the number of the type that a token names, -1 when it names none.
  static int parse(Entry entry, int token) {
    if (entry.quoted(token) || entry.to(token) - entry.from(token) > 20) {
      return -1;
    }
    var common = common(entry.octets(), entry.from(token), entry.to(token) - entry.from(token));
    return common >= 0 ? common : parse(entry.text(token));
  }

  /// Returns the types that most records of large zones have, without making a string.
  private static int common(byte[] octets, int from, int length) {
    return switch (length) {
      case 1 -> octets[from] == 'A' ? A : -1;
      case 2 ->
          octets[from] == 'N' && octets[from + 1] == 'S'
              ? NS
              : octets[from] == 'M' && octets[from + 1] == 'X' ? MX : -1;
      case 4 ->
          octets[from] == 'A'
                  && octets[from + 1] == 'A'
                  && octets[from + 2] == 'A'
                  && octets[from + 3] == 'A'
              ? AAAA
              : -1;
      default -> -1;
    };
  }

  /// Returns the number of the type with this mnemonic, -1 when there is none.
  static int parse(String mnemonic) {
    var upper = mnemonic.toUpperCase(Locale.ROOT);
    var newer = NEWER.get(upper);
    if (newer != null) {
      return newer;
    }
    if (upper.startsWith("TYPE")) {
      return numbered(upper.substring(4));
    }
    return Type.value(upper, false);
  }

  private static int numbered(String digits) {
    if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c <= '9')) {
      return -1;
    }
    try {
      var number = Integer.parseInt(digits);
      return number <= 0xffff ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /// Returns the mnemonic of a type, `TYPE12345` when it has none.
  static String mnemonic(int type) {
    var newer = NEWER_NAMES.get(type);
    return newer != null ? newer : Type.string(type);
  }

  /// Whether records of the type can stand in a zone: not 0, NULL (RFC 1035 section 3.3.10), OPT,
  /// and none of the meta types and question types 128 to 255 (RFC 6895 section 3.1).
  static boolean canStandInZone(int type) {
    return type != 0 && type != NULL && type != OPT && (type < 128 || type > 255);
  }
}
