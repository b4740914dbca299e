package org.pharosdns.zone.steer;

/// What the recent past of a member adds to its verdict.
///
/// @param flapping whether it is kept down because it changed too often
/// @param permille how much of its weight counts, 1 to 1000; less after a recovery
public record Standing(boolean flapping, int permille) {
  /// A member whose past does not matter any more.
  public static final Standing SETTLED = new Standing(false, 1000);

  /// Whether only a part of its weight counts.
  boolean isRamping() {
    return permille < 1000;
  }
}
