package org.pharosdns.zone.load;

/// Reads the text of a LOC record (RFC 1876 section 3), minutes and seconds left out or not.
final class LocationText {
  private static final long EQUATOR = 1L << 31;
  private static final long BELOW_SEA_CENTIMETRES = 10_000_000;
  private static final long SIZE = 100;
  private static final long HORIZONTAL = 1_000_000;
  private static final long VERTICAL = 1000;
  private static final long MAX_PRECISION = 9_000_000_000L;
  private static final long MAX_ALTITUDE = 4_284_967_295L;

  private final Entry entry;
  private int token;

  private LocationText(Entry entry, int first) {
    this.entry = entry;
    this.token = first;
  }

  /// Writes the tokens from `first` to the end as LOC data and returns the token behind them.
  static int read(Entry entry, int first, RdataBuffer out) throws BadText {
    var text = new LocationText(entry, first);
    var latitude = text.angle(90, 'n', 's');
    var longitude = text.angle(180, 'e', 'w');
    var altitude = text.metres("altitude", -BELOW_SEA_CENTIMETRES, MAX_ALTITUDE);
    out.u8(0);
    out.u8(text.precision(SIZE));
    out.u8(text.precision(HORIZONTAL));
    out.u8(text.precision(VERTICAL));
    out.u32(latitude);
    out.u32(longitude);
    out.u32(altitude + BELOW_SEA_CENTIMETRES);
    return text.token;
  }

  /// Returns 2^31 plus or minus thousandths of a second of arc.
  private long angle(int maxDegrees, char plus, char minus) throws BadText {
    var first = token;
    var thousandths = number(maxDegrees) * 3_600_000;
    var unit = 60_000;
    while (unit >= 1000 && !isLetter()) {
      thousandths += unit == 1000 ? decimal(59_999, 3) : number(59) * unit;
      unit /= 60;
    }
    if (thousandths > maxDegrees * 3_600_000L) {
      throw new BadText(entry.offset(first), "more than " + maxDegrees + " degrees");
    }
    var letter = isLetter() ? entry.octets()[entry.from(token)] | 0x20 : 0;
    if (letter != plus && letter != minus) {
      throw new BadText(entry.offset(token), "\"" + plus + "\" or \"" + minus + "\" is expected");
    }
    token++;
    return letter == plus ? EQUATOR + thousandths : EQUATOR - thousandths;
  }

  private boolean isLetter() {
    return token < entry.count()
        && entry.to(token) - entry.from(token) == 1
        && Character.isLetter(entry.octets()[entry.from(token)]);
  }

  private long number(int max) throws BadText {
    checkMore("number");
    return NumberText.integer(entry, token++, max);
  }

  private void checkMore(String what) throws BadText {
    if (token >= entry.count()) {
      throw new BadText(entry.offset(token), "the record ends before its " + what);
    }
  }

  /// Returns metres as centimetres.
  private long metres(String what, long min, long max) throws BadText {
    checkMore(what);
    var negative = entry.octets()[entry.from(token)] == '-';
    return negative ? -decimal(-min, 2) : decimal(max, 2);
  }

  /// Returns mantissa and exponent of centimetres (RFC 1876 section 2); `otherwise` at the end.
  private int precision(long otherwise) throws BadText {
    var centimetres = token < entry.count() ? metres("size", 0, MAX_PRECISION) : otherwise;
    var exponent = 0;
    while (centimetres > 9) {
      centimetres /= 10;
      exponent++;
    }
    return (int) (centimetres << 4) | exponent;
  }

  /// Reads digits with up to `places` behind a point, and a sign and an `m` that say nothing here;
  /// returns them without the point.
  private long decimal(long max, int places) throws BadText {
    checkMore("number");
    var at = entry.offset(token);
    var text = entry.text(token++);
    var digits = places == 2 ? text.replaceAll("^[-+]|[mM]$", "") : text;
    if (!digits.matches("[0-9]{1,10}(\\.[0-9]{1," + places + "})?")) {
      throw new BadText(at, "\"" + text + "\" is not a number");
    }
    var point = digits.indexOf('.');
    var behind = point < 0 ? 0 : digits.length() - point - 1;
    var value = Long.parseLong(digits.replace(".", ""));
    for (var i = behind; i < places; i++) {
      value *= 10;
    }
    if (value > max) {
      throw new BadText(at, text + " is too large");
    }
    return value;
  }
}
