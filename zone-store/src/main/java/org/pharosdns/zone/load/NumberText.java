package org.pharosdns.zone.load;

/// Reads numbers and times: decimal integers, TTLs with units, and the times of signatures.
final class NumberText {
  private static final long MAX_TTL = Integer.MAX_VALUE;

  private NumberText() {}

  /// Returns a decimal integer of 0 to `max`.
  static long integer(Entry entry, int token, long max) throws BadText {
    var octets = entry.octets();
    var value = 0L;
    for (var i = entry.from(token); i < entry.to(token); i++) {
      var digit = octets[i] - '0';
      if (digit < 0 || digit > 9 || entry.quoted(token)) {
        throw new BadText(
            entry.offset(token), "\"" + entry.text(token) + "\" is not a decimal number");
      }
      value = value * 10 + digit;
      if (value > max) {
        throw new BadText(entry.offset(token), entry.text(token) + " is too large; at most " + max);
      }
    }
    if (entry.from(token) == entry.to(token)) {
      throw new BadText(entry.offset(token), "a number is missing");
    }
    return value;
  }

  /// Whether a token can only be meant as a TTL: it starts with a digit.
  static boolean looksLikeTtl(Entry entry, int token) {
    var from = entry.from(token);
    if (entry.quoted(token) || from == entry.to(token)) {
      return false;
    }
    var first = entry.octets()[from];
    return first >= '0' && first <= '9';
  }

  /// Returns a TTL in seconds, 0 to 2^31 − 1 (RFC 2181 section 8): `3600`, or with units, as in
  /// `1W2D3H4M5S`.
  static int ttlSeconds(Entry entry, int token) throws BadText {
    var octets = entry.octets();
    var total = 0L;
    var number = -1L;
    var units = false;
    for (var i = entry.from(token); i < entry.to(token); i++) {
      var digit = octets[i] - '0';
      if (digit >= 0 && digit <= 9) {
        number = Math.max(number, 0) * 10 + digit;
      } else {
        var unit = secondsOfUnit(octets[i]);
        if (unit == 0 || number < 0) {
          throw notATtl(entry, token);
        }
        total += number * unit;
        number = -1;
        units = true;
      }
      if (total > MAX_TTL || number > MAX_TTL) {
        throw tooLarge(entry, token);
      }
    }
    if (units ? number >= 0 : number < 0) {
      throw notATtl(entry, token);
    }
    return (int) (units ? total : number);
  }

  private static BadText notATtl(Entry entry, int token) {
    return new BadText(
        entry.offset(token),
        "\"" + entry.text(token) + "\" is not a TTL",
        "seconds, or numbers with the units w, d, h, m, s, as in 1h30m");
  }

  private static BadText tooLarge(Entry entry, int token) {
    return new BadText(
        entry.offset(token),
        "TTL " + entry.text(token) + " is over 2147483647 seconds (RFC 2181 section 8)");
  }

  private static int secondsOfUnit(byte octet) {
    return switch (octet) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> 0;
    };
  }
}
