package org.pharosdns.health.verdict;

import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Timing;

/// The rules that lead from results to verdicts.
///
/// - The first result decides alone.
/// - `fall` failures make an up monitor down, the ones before it suspect. They must follow one
///   another, or with the `leaky` rule not be parted by `ok_run` passes in a row.
/// - `rise` passes in a row make a down monitor up.
/// - A void result changes nothing.
public final class Verdicts {
  private static final int MOST = 1_000_000_000;

  private Verdicts() {}

  /// Returns the state after one more result.
  public static MonitorState next(MonitorState state, ProbeResult.Kind kind, Timing timing) {
    return switch (kind) {
      case PASS -> afterPass(state, timing);
      case FAIL -> afterFailure(state, timing);
      case VOID -> state;
    };
  }

  private static MonitorState afterPass(MonitorState state, Timing timing) {
    int passes = Math.min(state.passes() + 1, MOST);
    return switch (state.verdict()) {
      case UNKNOWN -> new MonitorState(Verdict.UP, passes, 0);
      case UP, SUSPECT ->
          new MonitorState(Verdict.UP, passes, passes >= timing.okRun() ? 0 : state.failures());
      case DOWN ->
          passes >= timing.rise()
              ? new MonitorState(Verdict.UP, passes, 0)
              : new MonitorState(Verdict.DOWN, passes, state.failures());
    };
  }

  private static MonitorState afterFailure(MonitorState state, Timing timing) {
    int failures = Math.min(state.failures() + 1, MOST);
    Verdict verdict =
        switch (state.verdict()) {
          case UNKNOWN, DOWN -> Verdict.DOWN;
          case UP, SUSPECT -> failures >= timing.fall() ? Verdict.DOWN : Verdict.SUSPECT;
        };
    return new MonitorState(verdict, 0, failures);
  }
}
