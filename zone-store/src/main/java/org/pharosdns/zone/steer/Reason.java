package org.pharosdns.zone.steer;

/// Why a member is in an answer, or not.
public enum Reason {
  /// It passes, or nothing is checked.
  OK("ok"),
  /// An operator says so.
  FORCED_UP("forced-up"),
  /// Its checks have no result yet.
  UNKNOWN("unknown"),
  /// Its newest probe failed.
  SUSPECT("suspect"),
  /// Its evidence is too old for a lease.
  STALE("stale"),
  /// Its checks fail.
  DOWN("down"),
  /// It changed too often and is kept down for a while.
  FLAPPING("flapping"),
  /// An operator drains it, or it drains itself.
  DRAINED("drained"),
  /// An operator says so.
  FORCED_DOWN("forced-down"),
  /// Members with a share are left.
  STANDBY("standby"),
  /// Its weight is `"off"`.
  OFF("off");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /// The word that commands show.
  public String word() {
    return word;
  }
}
