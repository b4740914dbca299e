package org.pharosdns.zone.steer;

/// A country, a continent or both as one number: the two letters of the country, then the two of
/// the continent, one octet each; zeros for what is not known.
public final class GeoRegion {
  /// Neither is known.
  public static final int UNKNOWN = 0;

  private static final int CODE_BITS = 16;
  private static final int CODE = (1 << CODE_BITS) - 1;
  private static final String COUNTRY = "country:";

  private GeoRegion() {}

  /// Returns the region of a country in a continent.
  ///
  /// @param country the letters of an ISO 3166-1 code such as `DE`; 0 when unknown
  /// @param continent those of one such as `EU`; 0 when unknown
  public static int of(int country, int continent) {
    return country << CODE_BITS | continent;
  }

  /// Returns the two letters of a code as they are in a region.
  public static int letters(int first, int second) {
    return first << Byte.SIZE | second;
  }

  /// Returns the region that a rule names: `country:DE` or `continent:EU`.
  static int parse(String text) {
    var end = text.length();
    var letters = letters(text.charAt(end - 2), text.charAt(end - 1));
    return text.startsWith(COUNTRY) ? of(letters, 0) : letters;
  }

  /// Returns what is known of the country alone.
  static int country(int region) {
    return region & ~CODE;
  }

  /// Returns what is known of the continent alone.
  static int continent(int region) {
    return region & CODE;
  }

  /// Returns `DE EU`, with `--` for what is not known.
  static String text(int region) {
    return code(region >>> CODE_BITS) + " " + code(continent(region));
  }

  private static String code(int letters) {
    return letters == 0 ? "--" : "" + (char) (letters >> Byte.SIZE) + (char) (letters & 0xff);
  }
}
