package org.pharosdns.cli.control;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// What went wrong, in words for an operator.
public final class Reason {
  private Reason() {}

  /// Returns a clause without a final dot.
  public static String of(Throwable error) {
    if (error instanceof AccessDeniedException e) {
      return denied(e.getFile());
    }
    if (error instanceof NoSuchFileException e) {
      return e.getFile() + " does not exist";
    }
    if (error instanceof FileSystemException e && e.getReason() != null) {
      return e.getFile() + ": " + lowerFirst(e.getReason());
    }
    @Nullable String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : lowerFirst(message);
  }

  /// Returns a clause that says who may not use `file`, and which right is missing.
  public static String denied(String file) {
    return user() + " has no permission for " + file + MissingRight.of(file);
  }

  /// Returns the user that this process runs as.
  static String user() {
    return "user " + System.getProperty("user.name");
  }

  private static String lowerFirst(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }
}
