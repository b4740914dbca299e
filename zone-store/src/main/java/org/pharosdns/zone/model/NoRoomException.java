package org.pharosdns.zone.model;

import java.nio.file.Path;

/// What something large needs is not in the heap: it is refused before it is allocated.
public final class NoRoomException extends RuntimeException {
  /// What an operator can do.
  public static final String HINT =
      "make the zone smaller, or give the server more memory: JDK_JAVA_OPTIONS=-Xmx2g";

  private static final long serialVersionUID = 1;
  private static final long MEBIBYTE = 1 << 20;

  private final String figures;

  /// @param octets what was asked for
  /// @param free what there is for it
  /// @param max what the heap may grow to
  NoRoomException(long octets, long free, long max) {
    this(
        "it asks for "
            + (octets + MEBIBYTE - 1) / MEBIBYTE
            + " MiB more, and "
            + Math.max(0, free) / MEBIBYTE
            + " of "
            + max / MEBIBYTE
            + " MiB are free");
  }

  private NoRoomException(String figures) {
    super(message("this zone", figures));
    this.figures = figures;
  }

  /// Returns what is wrong with the zone of a file for that.
  public Problem problem(Path file) {
    return Problem.error(file, 0, 0, message()).withHint(HINT);
  }

  /// Returns what is wrong and what an operator can do, in one line.
  public String advice() {
    return message() + " (" + HINT + ")";
  }

  /// Returns how much is asked for, and how much there is.
  public String message() {
    return message("this zone");
  }

  /// Returns how much something else than a zone asks for, and how much there is.
  public String message(String what) {
    return message(what, figures);
  }

  private static String message(String what, String figures) {
    return "the memory of the server does not suffice for " + what + ": " + figures;
  }
}
