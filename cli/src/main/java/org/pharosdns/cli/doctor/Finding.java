package org.pharosdns.cli.doctor;

/// One thing that was looked at.
///
/// @param subject a word or two: `clock`, `port 0.0.0.0:53`, `serial example.com.`
/// @param text what is so and, unless it is well, what to do
public record Finding(String subject, Level level, String text) {
  /// What a finding means.
  public enum Level {
    /// As it should be.
    OK,
    /// Worth a look.
    WARN,
    /// The server cannot do its work like that.
    BAD
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, Level.OK, text);
  }

  static Finding warn(String subject, String text) {
    return new Finding(subject, Level.WARN, text);
  }

  static Finding bad(String subject, String text) {
    return new Finding(subject, Level.BAD, text);
  }
}
