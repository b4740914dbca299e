package org.pharosdns.zone.load;

import java.util.regex.Pattern;

/// The numbers of a `$GENERATE`: `START-STOP`, or `START-STOP/STEP`.
record GenerateRange(long start, long stop, long step) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,10})-(\\d{1,10})(?:/(\\d{1,10}))?");

  static GenerateRange of(Entry entry, int token) throws BadText {
    var match = RANGE.matcher(entry.text(token));
    if (!match.matches()) {
      throw new BadText(
          entry.offset(token),
          "\"" + entry.text(token) + "\" is no range",
          "as in 1-100 or 0-254/2");
    }
    var start = Long.parseLong(match.group(1));
    var stop = Long.parseLong(match.group(2));
    var step = match.group(3) == null ? 1 : Long.parseLong(match.group(3));
    if (start > stop || step == 0 || Math.max(stop, step) > Integer.MAX_VALUE) {
      throw new BadText(
          entry.offset(token),
          "the range " + entry.text(token) + " is not right",
          "from the lower to the higher number, each at most 2147483647");
    }
    return new GenerateRange(start, stop, step);
  }

  /// Returns how many numbers these are.
  long count() {
    return (stop - start) / step + 1;
  }
}
