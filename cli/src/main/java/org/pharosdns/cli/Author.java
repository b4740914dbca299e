package org.pharosdns.cli;

/// Who types the command.
final class Author {
  private Author() {}

  /// Returns the user's login name; behind sudo, that of the user who called it.
  static String ofThisProcess() {
    String caller = System.getenv("SUDO_USER");
    return caller == null || caller.isEmpty() ? System.getProperty("user.name") : caller;
  }
}
