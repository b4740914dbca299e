package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// The recovery budget R: how long an answer without a member may live, so that the member is seen
/// again soon after it came back.
///
/// @param nanos R − δ; −1 when R is not set
/// @param minTtl v_min, seconds: R never asks for less
record RecoveryCap(long nanos, int minTtl) {
  static RecoveryCap of(@Nullable BudgetReport budget, Promise promise) {
    var recovery = budget == null ? null : budget.recovery();
    return new RecoveryCap(
        recovery == null ? -1 : Math.max(0, recovery.minus(promise.slack()).toNanos()),
        (int) promise.minTtl().toSeconds());
  }

  /// Lowers the cap of `evaluation` for the left-out members of a tier whose return would change
  /// the answer.
  ///
  /// @param answers whether this tier answers; then a standby member next to shares changes nothing
  void apply(CompiledTier tier, boolean answers, long nowNanos, Evaluation evaluation) {
    if (nanos < 0) {
      return;
    }
    for (var i = 0; i < tier.members().length; i++) {
      var member = tier.members()[i];
      var lease = member.lease();
      var idle = answers && evaluation.shares && member.units() == 0;
      if (lease != null && member.returnsByItself() && !evaluation.in[i] && !idle) {
        lower(lease.failAge(nowNanos), evaluation);
      }
    }
  }

  /// Lowers the cap of `evaluation` for a tier that answers without any lease: nothing else would
  /// end its answers once a better tier is back, however it was left out.
  void applyTo(CompiledTier tier, Evaluation evaluation) {
    if (nanos >= 0 && tier.isUnchecked()) {
      lower(0, evaluation);
    }
  }

  private void lower(long failAge, Evaluation evaluation) {
    var left = failAge == Long.MAX_VALUE ? 0 : Math.floorDiv(nanos - failAge, 1_000_000_000L);
    var cap = (int) Math.max(left, minTtl);
    if (cap < evaluation.cap) {
      evaluation.cap = cap;
      evaluation.capIsMinimum = left < minTtl;
    }
  }
}
