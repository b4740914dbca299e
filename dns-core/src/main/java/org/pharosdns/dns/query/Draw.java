package org.pharosdns.dns.query;

/// Random numbers of one event loop: fast, uniform, repeatable from a seed.
///
/// SplitMix64; not for secrets. Owned by one thread.
public final class Draw {
  private long state;

  /// @param seed any value; equal seeds give equal draws
  public Draw(long seed) {
    state = seed;
  }

  /// Returns 64 uniform bits.
  public long bits() {
    state += 0x9e3779b97f4a7c15L;
    var z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// Returns a uniform number from 0 to `bound` − 1, without the bias of a remainder.
  ///
  /// @param bound 1 to 2^62
  public long below(long bound) {
    var mask = -1L >>> Long.numberOfLeadingZeros(bound - 1 | 1);
    long candidate;
    do {
      candidate = bits() & mask;
    } while (candidate >= bound);
    return candidate;
  }
}
