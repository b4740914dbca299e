package org.pharosdns.zone.steer;

/// How much of a tier must be healthy for it not to be low.
public sealed interface MinHealthy {
  /// A number of members, at least 1.
  record Count(int members) implements MinHealthy {}

  /// A share of the members that are not `"off"`, rounded up.
  ///
  /// @param percent 1 to 100
  record Percent(int percent) implements MinHealthy {}

  /// A share of the sum of weights, rounded up.
  ///
  /// @param share above 0, at most 1
  record WeightShare(double share) implements MinHealthy {}
}
