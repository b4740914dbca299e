package org.pharosdns.zone.steer;

/// A real check behind a steered name, for the static check of budgets.
///
/// @param check its name
/// @param omitted whether a suspect member is left out at its first failed probe, given that all
///     others are well
record CheckUse(String check, CheckTiming timing, boolean omitted) {
  /// Returns D of this check.
  long detectionNanos() {
    return Detection.nanos(timing, omitted);
  }

  CheckUse with(CheckTiming changed) {
    return new CheckUse(check, changed, omitted);
  }
}
