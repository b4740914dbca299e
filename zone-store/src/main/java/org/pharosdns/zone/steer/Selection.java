package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// How the members of an answer are chosen among the healthy ones.
///
/// @param answers how many an answer holds at most; 0 for the default, which is one for `WEIGHTED`
///     and `HASH` and all for the others
/// @param groups how groups of members are drawn, for `WEIGHTED_MULTI`
/// @param hash of whom, for `HASH`; null for any other
public record Selection(Select select, int answers, Groups groups, @Nullable NetworkHash hash) {
  /// What is not steered further: all, from a random start.
  public static final Selection DEFAULT = new Selection(Select.ROTATE, 0);

  /// Returns a selection without groups and hash.
  public Selection(Select select, int answers) {
    this(select, answers, Groups.NONE, null);
  }

  /// The rule of choice.
  public enum Select {
    /// All, or a fair sample; the first one drawn uniformly.
    ROTATE,
    /// In proportion to the weights, without repetition.
    WEIGHTED,
    /// Each with probability weight / largest weight.
    WEIGHTED_MULTI,
    /// By the client's network, in proportion to the weights.
    HASH,
    /// All, or a fair sample, in the order of the zone file.
    ALL
  }

  /// What a group of members is drawn for.
  public enum Groups {
    /// Nothing: there are no groups.
    NONE,
    /// One group by the sum of its weights, then its members.
    ONE_GROUP,
    /// Each group with probability sum / largest sum, then one member of it.
    ONE_PER_GROUP
  }

  /// Returns how many members an answer may hold when `live` may be answered.
  public int answersOf(int live) {
    if (answers > 0) {
      return Math.min(answers, live);
    }
    return switch (select) {
      case ROTATE, WEIGHTED_MULTI, ALL -> live;
      case WEIGHTED, HASH -> Math.min(1, live);
    };
  }
}
