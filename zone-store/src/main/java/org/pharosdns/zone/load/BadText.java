package org.pharosdns.zone.load;

import org.jspecify.annotations.Nullable;

/// Ends the reading of one record or directive: what is wrong with it, and at which octet.
///
/// Never leaves the package; {@link ZoneReader} makes a problem of it and goes on behind the
/// record. Without stack trace, so that a file of bad lines is read as fast as one of good
/// lines.
final class BadText extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;
  private final transient @Nullable String hint;

  BadText(int offset, String message) {
    this(offset, message, null);
  }

  BadText(int offset, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.offset = offset;
    this.hint = hint;
  }

  int offset() {
    return offset;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  @Nullable String hint() {
    return hint;
  }
}
