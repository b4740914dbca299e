package org.pharosdns.zone.steer;

/// How much of the answers a member gets.
public sealed interface Weight {
  /// The weight of a member that nothing else is said of.
  Weight ONE = new Share(1);

  /// A share in proportion to the others.
  ///
  /// @param units 1 to 1,000,000
  record Share(int units) implements Weight {
    /// The largest number of units.
    public static final int MAX = 1_000_000;

    @Override
    public String toString() {
      return Integer.toString(units);
    }
  }

  /// Answers only when no member with a share is left.
  record Standby() implements Weight {
    @Override
    public String toString() {
      return "standby";
    }
  }

  /// Never answers.
  record Off() implements Weight {
    @Override
    public String toString() {
      return "off";
    }
  }
}
