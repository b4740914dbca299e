package org.pharosdns.zone.load;

/// The class of a record: only IN can be loaded.
final class ClassText {
  private ClassText() {}

  /// Whether a token is a class: IN, CH, HS, CS, or `CLASS12345` (RFC 3597 section 5).
  static boolean isClass(Entry entry, int token) {
    return switch (entry.octets()[entry.offset(token)] | 0x20) {
      case 'i' -> entry.is(token, "in");
      case 'h' -> entry.is(token, "hs");
      case 'c' -> entry.is(token, "ch") || entry.is(token, "cs") || isNumbered(entry, token);
      default -> false;
    };
  }

  private static boolean isNumbered(Entry entry, int token) {
    return entry.to(token) - entry.from(token) > 5
        && entry.to(token) - entry.from(token) <= 10
        && entry.text(token).matches("(?i)class[0-9]+");
  }

  /// Throws unless the class is IN.
  static void checkInternet(Entry entry, int token) throws BadText {
    if (!entry.is(token, "in") && !entry.is(token, "class1")) {
      throw new BadText(
          entry.offset(token),
          "the class " + entry.text(token) + " cannot be served",
          "only IN; it may be left out");
    }
  }
}
