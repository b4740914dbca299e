package org.pharosdns.health.check;

/// What a probe that passes found.
///
/// @param reason `ok`, or what the target says of itself
/// @param weightPercent the share of its weight that the target wants, 0 (no new answers) to 100
record Finding(String reason, int weightPercent) {
  /// Nothing but that it works.
  static final Finding OK = new Finding("ok", 100);
}
