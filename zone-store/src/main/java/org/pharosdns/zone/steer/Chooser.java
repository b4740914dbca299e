package org.pharosdns.zone.steer;

import org.pharosdns.dns.query.Draw;

/// Draws the records of an answer from the members that may be in it. Pure; allocates nothing.
final class Chooser {
  private Chooser() {}

  /// Puts the chosen ones of the live members first in `live`, in answer order.
  ///
  /// @return how many were chosen
  static int choose(CompiledTier tier, Draw draw, Evaluation evaluation) {
    var answers = tier.selection().answersOf(evaluation.liveCount);
    switch (tier.selection().select()) {
      case ROTATE -> rotate(answers, draw, evaluation);
      case WEIGHTED -> weighted(tier, answers, draw, evaluation);
    }
    return answers;
  }

  /// All from a uniform start, or a fair sample in random order.
  private static void rotate(int answers, Draw draw, Evaluation evaluation) {
    var live = evaluation.live;
    var count = evaluation.liveCount;
    if (answers == count) {
      turn(live, count, (int) draw.below(count));
      return;
    }
    for (var i = 0; i < answers; i++) {
      swap(live, i, i + (int) draw.below(count - i));
    }
  }

  /// Rotates the first `count` numbers so that the one at `start` comes first: three reversals.
  static void turn(int[] numbers, int count, int start) {
    reverse(numbers, 0, start - 1);
    reverse(numbers, start, count - 1);
    reverse(numbers, 0, count - 1);
  }

  private static void reverse(int[] numbers, int from, int to) {
    for (int i = from, k = to; i < k; i++, k--) {
      swap(numbers, i, k);
    }
  }

  /// Successive sampling: each draw takes one member with P = w / Σw of those not yet drawn.
  private static void weighted(CompiledTier tier, int answers, Draw draw, Evaluation evaluation) {
    var live = evaluation.live;
    var sum = 0L;
    for (var i = 0; i < evaluation.liveCount; i++) {
      sum += units(tier, live[i]);
    }
    for (var i = 0; i < answers; i++) {
      var point = draw.below(sum);
      var drawn = i;
      while (point >= units(tier, live[drawn])) {
        point -= units(tier, live[drawn]);
        drawn++;
      }
      sum -= units(tier, live[drawn]);
      swap(live, i, drawn);
    }
  }

  /// Standby members, which are live only when no others are, share alike.
  private static int units(CompiledTier tier, int member) {
    return Math.max(1, tier.members()[member].units());
  }

  private static void swap(int[] numbers, int i, int k) {
    var number = numbers[i];
    numbers[i] = numbers[k];
    numbers[k] = number;
  }
}
