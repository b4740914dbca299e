package org.pharosdns.health.feed;

/// Maps the wall-clock time at which a file was written to the monotonic clock, so that nothing is
/// ever taken for younger than it is, whatever the wall clock does meanwhile. One per file; not for
/// several threads.
///
/// A file that changed between two looks was written between them, by the wall clock as it stood
/// before a jump or after it. So the age is reckoned by both, and one that fits is believed. A file
/// may also have been given an older time: then the older age stands.
final class FileMoment {
  private static final long NEVER = Long.MIN_VALUE / 2;

  /// Coarse clocks of file systems run behind by some milliseconds.
  private static final long TOLERANCE = 20_000_000L;

  private boolean looked;
  private long lookedWallNanos;
  private long lookedNanos;

  /// Takes note of a look at a file that has not changed.
  void unchanged(long wallNanos, long nowNanos) {
    looked = true;
    lookedWallNanos = wallNanos;
    lookedNanos = nowNanos;
  }

  /// Returns when a file that has changed since the look before was written, monotonic; what lies
  /// in
  /// the future at the first look is as old as can be.
  long changed(long writtenWallNanos, long wallNanos, long nowNanos) {
    long age = wallNanos - writtenWallNanos;
    if (looked) {
      age = between(writtenWallNanos, age, nowNanos);
    } else if (age < -TOLERANCE) {
      age = nowNanos - NEVER;
    }
    unchanged(wallNanos, nowNanos);
    return nowNanos - Math.max(0, age);
  }

  private long between(long writtenWallNanos, long age, long nowNanos) {
    long sinceLook = nowNanos - lookedNanos;
    long ageBeforeJump = sinceLook - (writtenWallNanos - lookedWallNanos);
    if (fits(age, sinceLook) && fits(ageBeforeJump, sinceLook)) {
      return Math.max(age, ageBeforeJump);
    }
    if (fits(age, sinceLook)) {
      return age;
    }
    if (fits(ageBeforeJump, sinceLook)) {
      return ageBeforeJump;
    }
    return Math.max(sinceLook, age);
  }

  private static boolean fits(long age, long sinceLook) {
    return age >= -TOLERANCE && age <= sinceLook + TOLERANCE;
  }
}
