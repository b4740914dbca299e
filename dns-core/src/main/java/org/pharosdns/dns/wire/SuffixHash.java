package org.pharosdns.dns.wire;

/// A keyed 64-bit hash of names that grows label by label from the root.
///
/// The hash of `www.example.` is made from that of `example.`, so that one walk from right to left
/// gives the hash of every suffix. Keyed anew by each process: nobody outside can make names
/// collide. Each step is a 64×64→128-bit multiplication folded to 64 bits, eight octets at a time.
public final class SuffixHash {
  /// Octets that must be readable behind the end of a name.
  public static final int PADDING = 8;

  private static final long ROOT;
  private static final long BODY_KEY;
  private static final long TAIL_KEY;

  static {
    var random = new Entropy();
    ROOT = random.nextLong();
    BODY_KEY = random.nextLong() | 1;
    TAIL_KEY = random.nextLong() | 1;
  }

  private SuffixHash() {}

  /// Returns the hash of the root.
  public static long root() {
    return ROOT;
  }

  /// Returns the hash of the name made of a label and the name that `suffix` is the hash of.
  ///
  /// @param lower holds the label in lower case, its length octet at `offset`, and {@link #PADDING}
  ///     more octets of any value
  public static long prepend(long suffix, byte[] lower, int offset) {
    var hash = suffix;
    var octets = 1 + lower[offset];
    var position = offset;
    while (octets > Long.BYTES) {
      hash = fold(hash ^ Octets.i64(lower, position), BODY_KEY);
      position += Long.BYTES;
      octets -= Long.BYTES;
    }
    var unused = Long.SIZE - Byte.SIZE * octets;
    return fold(hash ^ (Octets.i64(lower, position) >>> unused << unused), TAIL_KEY);
  }

  private static long fold(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
  }
}
