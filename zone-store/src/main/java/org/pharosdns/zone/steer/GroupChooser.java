package org.pharosdns.zone.steer;

import java.util.Arrays;
import org.pharosdns.dns.query.Draw;

/// `weighted-multi`: draws for each member, or for each group of members, whether it is in the
/// answer. The largest always is, so an answer is never empty. Pure; allocates nothing.
final class GroupChooser {
  private GroupChooser() {}

  /// Puts the drawn ones of the live members first in `live`.
  ///
  /// @return how many were drawn, at least 1
  static int choose(CompiledTier tier, Draw draw, Evaluation evaluation) {
    var live = evaluation.live;
    return switch (tier.selection().rule().groups()) {
      case NONE -> include(tier, evaluation.liveCount, draw, live);
      case ONE_GROUP -> include(tier, oneGroup(tier, draw, evaluation), draw, live);
      case ONE_PER_GROUP -> onePerGroup(tier, draw, evaluation);
    };
  }

  /// Each of the first `count` with probability weight / largest weight.
  private static int include(CompiledTier tier, int count, Draw draw, int[] live) {
    var largest = 1;
    for (var i = 0; i < count; i++) {
      largest = Math.max(largest, Chooser.units(tier, live[i]));
    }
    var included = 0;
    for (var i = 0; i < count; i++) {
      if (draw.below(largest) < Chooser.units(tier, live[i])) {
        Chooser.swap(live, included++, i);
      }
    }
    return included;
  }

  /// The members of one group: that of a member drawn by weight, so a group is drawn by its sum.
  private static int oneGroup(CompiledTier tier, Draw draw, Evaluation evaluation) {
    var live = evaluation.live;
    var groupOf = tier.selection().groupOf();
    var sum = 0L;
    for (var i = 0; i < evaluation.liveCount; i++) {
      sum += Chooser.units(tier, live[i]);
    }
    var drawn = Chooser.memberAt(draw.below(sum), 0, tier, live);
    var group = groupOf[live[drawn]];
    var count = 0;
    for (var i = 0; i < evaluation.liveCount; i++) {
      if (groupOf[live[i]] == group) {
        Chooser.swap(live, count++, i);
      }
    }
    return count;
  }

  /// Each group with probability sum / largest sum, and of each drawn group one member by weight.
  private static int onePerGroup(CompiledTier tier, Draw draw, Evaluation evaluation) {
    var live = evaluation.live;
    var groupOf = tier.selection().groupOf();
    var sums = evaluation.groupSums;
    Arrays.fill(sums, 0, groupOf.length, 0);
    for (var i = 0; i < evaluation.liveCount; i++) {
      sums[groupOf[live[i]]] += Chooser.units(tier, live[i]);
    }
    var largest = 1L;
    for (var group = 0; group < groupOf.length; group++) {
      largest = Math.max(largest, sums[group]);
    }
    var count = 0;
    for (var group = 0; group < groupOf.length; group++) {
      if (sums[group] > 0 && draw.below(largest) < sums[group]) {
        var drawn = memberAt(draw.below(sums[group]), group, tier, live);
        Chooser.swap(live, count++, drawn);
      }
    }
    return count;
  }

  /// Returns the place in `live` of the member of a group that a point of its sum falls on.
  private static int memberAt(long point, int group, CompiledTier tier, int[] live) {
    var groupOf = tier.selection().groupOf();
    var left = point;
    var i = 0;
    while (groupOf[live[i]] != group || left >= Chooser.units(tier, live[i])) {
      left -= groupOf[live[i]] == group ? Chooser.units(tier, live[i]) : 0;
      i++;
    }
    return i;
  }
}
