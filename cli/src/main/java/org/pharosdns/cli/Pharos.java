package org.pharosdns.cli;

/// The entry point of the command `pharos`.
public final class Pharos {
  private Pharos() {}

  /// Runs the command that `arguments` say and exits with its code.
  public static void main(String[] arguments) {
    System.exit(0);
  }
}
