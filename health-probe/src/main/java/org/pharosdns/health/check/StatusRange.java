package org.pharosdns.health.check;

/// HTTP statuses from first to last, both included, within 200 to 599: those that an answer can end
/// with (RFC 9110 section 15.2).
public record StatusRange(int first, int last) {
  /// Throws IllegalArgumentException for a range that is empty or outside 200 to 599.
  public StatusRange {
    if (first < 200 || last > 599 || first > last) {
      throw new IllegalArgumentException(
          "not a status from 200 to 599 or a range of them: " + first + "-" + last);
    }
  }

  /// Returns the range that `200` or `200-299` means; throws IllegalArgumentException for anything
  /// else.
  public static StatusRange parse(String text) {
    int dash = text.indexOf('-');
    try {
      return dash < 0
          ? new StatusRange(Integer.parseInt(text), Integer.parseInt(text))
          : new StatusRange(
              Integer.parseInt(text.substring(0, dash)),
              Integer.parseInt(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a status like 200 or 200-299: \"" + text + '"', e);
    }
  }

  /// Returns whether the status lies in the range.
  public boolean contains(int status) {
    return first <= status && status <= last;
  }
}
