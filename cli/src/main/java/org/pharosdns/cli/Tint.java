package org.pharosdns.cli;

/// The colours of the terminal that mean something here.
public enum Tint {
  /// As it should be.
  GOOD("32"),
  /// Worth a look.
  DOUBTFUL("33"),
  /// Not as it should be.
  BAD("31"),
  /// An operator's doing.
  FORCED("36"),
  /// Of lesser interest.
  FAINT("2"),
  /// Headings.
  STRONG("1");

  private final String code;

  Tint(String code) {
    this.code = code;
  }

  /// Returns `text` between the escape sequences of this colour.
  public String apply(String text) {
    return "\033[" + code + "m" + text + "\033[0m";
  }
}
