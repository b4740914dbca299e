package org.pharosdns.health.check;

import java.util.Locale;

/// Reasons that come from elsewhere, made fit for logs and terminals.
public final class ReasonText {
  private static final int LONGEST = 100;

  private ReasonText() {}

  /// Returns the text, cut after about a hundred characters, with everything that is not printable
  /// ASCII as `\DDD`.
  public static String of(String text) {
    var result = new StringBuilder(Math.min(text.length(), LONGEST));
    for (int i = 0; i < text.length() && result.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        result.append(c);
      } else {
        result.append('\\').append(String.format(Locale.ROOT, "%03d", (int) c));
      }
    }
    return result.toString();
  }
}
