package org.pharosdns.health.check;

import org.pharosdns.health.check.ProbeResult.Kind;

/// Ends a probe that does not pass. Carries the reason word and no stack.
final class ProbeEnded extends Exception {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final String reason;
  private final int weightPercent;

  private ProbeEnded(Kind kind, String reason, int weightPercent) {
    super(reason, null, false, false);
    this.kind = kind;
    this.reason = reason;
    this.weightPercent = weightPercent;
  }

  /// Returns what to throw when the target did not do what was asked.
  static ProbeEnded failed(String reason) {
    return new ProbeEnded(Kind.FAIL, reason, ProbeResult.UNSAID);
  }

  /// Returns what to throw when the target says that it is down.
  static ProbeEnded down(String reason) {
    return new ProbeEnded(Kind.FAIL, reason, 100);
  }

  /// Returns what to throw when this host could not ask.
  static ProbeEnded locally(String reason) {
    return new ProbeEnded(Kind.VOID, reason, ProbeResult.UNSAID);
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return reason;
  }

  int weightPercent() {
    return weightPercent;
  }
}
