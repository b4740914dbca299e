package org.pharosdns.zone.steer;

import org.pharosdns.dns.query.Draw;

/// Draws the records of an answer from the members that may be in it. Pure; allocates nothing.
final class Chooser {
  private Chooser() {}

  /// Puts the chosen ones of the live members first in `live`, in answer order.
  ///
  /// @return how many were chosen
  static int choose(CompiledTier tier, Draw draw, Evaluation evaluation) {
    var rule = tier.selection().rule();
    var answers = rule.answersOf(evaluation.liveCount);
    switch (rule.select()) {
      case ROTATE -> rotate(evaluation.liveCount, answers, draw, evaluation.live);
      case WEIGHTED -> weighted(tier, answers, draw, evaluation);
      case WEIGHTED_MULTI -> {
        var drawn = GroupChooser.choose(tier, draw, evaluation);
        answers = Math.min(answers, drawn);
        rotate(drawn, answers, draw, evaluation.live);
      }
      case HASH -> hash(tier, answers, evaluation);
      case ALL -> inOrder(evaluation.liveCount, answers, draw, evaluation.live);
    }
    return answers;
  }

  private static void hash(CompiledTier tier, int answers, Evaluation evaluation) {
    var hash = tier.selection().rule().hash();
    if (hash != null) {
      Rendezvous.choose(tier, answers, hash, evaluation);
    }
  }

  /// All `count` from a uniform start, or a fair sample in random order.
  private static void rotate(int count, int answers, Draw draw, int[] live) {
    if (answers == count) {
      turn(live, count, (int) draw.below(count));
      return;
    }
    for (var i = 0; i < answers; i++) {
      swap(live, i, i + (int) draw.below(count - i));
    }
  }

  /// A fair sample that keeps the order: each is taken with the probability that fills the rest.
  private static void inOrder(int count, int answers, Draw draw, int[] live) {
    var taken = 0;
    for (var i = 0; taken < answers; i++) {
      if (draw.below(count - i) < answers - taken) {
        live[taken++] = live[i];
      }
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
      var drawn = memberAt(draw.below(sum), i, tier, live);
      sum -= units(tier, live[drawn]);
      swap(live, i, drawn);
    }
  }

  /// Returns the place in `live`, from `first` on, of the member that a point of the sum of their
  /// weights falls on.
  static int memberAt(long point, int first, CompiledTier tier, int[] live) {
    var left = point;
    var i = first;
    while (left >= units(tier, live[i])) {
      left -= units(tier, live[i]);
      i++;
    }
    return i;
  }

  /// Standby members, which are live only when no others are, share alike.
  static int units(CompiledTier tier, int member) {
    return Math.max(1, tier.members()[member].units());
  }

  static void swap(int[] numbers, int i, int k) {
    var number = numbers[i];
    numbers[i] = numbers[k];
    numbers[k] = number;
  }
}
