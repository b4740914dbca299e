package org.pharosdns.zone.steer;

/// How the members of an answer are chosen among the healthy ones.
///
/// @param answers how many an answer holds; 0 for the default, which is all for `ROTATE` and one
///     for `WEIGHTED`
public record Selection(Select select, int answers) {
  /// The rule of choice.
  public enum Select {
    /// All, or a fair sample; the first one drawn uniformly.
    ROTATE,
    /// In proportion to the weights, without repetition.
    WEIGHTED
  }

  /// Returns how many members an answer holds when `live` may be answered.
  public int answersOf(int live) {
    if (answers > 0) {
      return Math.min(answers, live);
    }
    return switch (select) {
      case ROTATE -> live;
      case WEIGHTED -> Math.min(1, live);
    };
  }
}
