package org.pharosdns.cli.control;

import org.jspecify.annotations.Nullable;

/// What is noted of a change beside the change: who made it, and why. It is kept, and shown again
/// on terminals.
public final class Remark {
  /// The longest name of an author, in characters.
  static final int MOST_AUTHOR = 100;

  /// The longest reason, in characters.
  static final int MOST_REASON = 500;

  /// The most octets of both in JSON, where a control character has six.
  static final int MOST_OCTETS = 6 * (MOST_AUTHOR + MOST_REASON);

  private Remark() {}

  /// Lets a remark pass that is no longer than one is.
  ///
  /// @throws RefusedException saying what is too long, and what is allowed
  public static void requireShort(String author, @Nullable String reason) throws RefusedException {
    requireAtMost(MOST_AUTHOR, "author", author);
    requireAtMost(MOST_REASON, "reason", reason == null ? "" : reason);
  }

  private static void requireAtMost(int most, String what, String text) throws RefusedException {
    if (text.length() > most) {
      throw new RefusedException(
          "the %s has %d characters; at most %d are kept".formatted(what, text.length(), most));
    }
  }

  /// Returns a text with blanks in place of control characters: it moves no cursor, sets no colour,
  /// and begins no line.
  public static String harmless(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }
}
