package org.pharosdns.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Makes new inputs from given ones: octets changed, cut, doubled, swapped, and pieces of one input
/// put into another. Repeatable from its seed.
final class Mutator {
  private static final int MOST_CHANGES = 6;
  private static final int MOST_OCTETS = 70_000;
  private static final int[] EDGES = {
    0, 1, 2, 3, 12, 41, 63, 64, 127, 128, 191, 192, 250, 254, 255
  };

  private final List<byte[]> seeds;
  private final SplittableRandom random;

  /// @param seeds at least one; may be empty arrays
  Mutator(List<byte[]> seeds, long seed) {
    this.seeds = List.copyOf(seeds);
    random = new SplittableRandom(seed);
  }

  /// Returns the next input; one in sixteen is a seed as it is.
  byte[] next() {
    var input = pick().clone();
    for (var changes = random.nextInt(MOST_CHANGES + 1); changes > 0; changes--) {
      input = changed(input);
    }
    return input.length > MOST_OCTETS ? Arrays.copyOf(input, MOST_OCTETS) : input;
  }

  private byte[] pick() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] changed(byte[] input) {
    if (input.length == 0) {
      return octets(random.nextInt(40));
    }
    var at = random.nextInt(input.length);
    switch (random.nextInt(12)) {
      case 0 -> input[at] = (byte) random.nextInt(256);
      case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> input[at] = (byte) EDGES[random.nextInt(EDGES.length)];
      case 3 -> input[at] += (byte) (random.nextInt(5) - 2);
      case 4 -> {
        return Arrays.copyOf(input, at);
      }
      case 5 -> {
        return spliced(input, at, at, octets(random.nextInt(20)));
      }
      case 6 -> {
        return spliced(input, at, Math.min(input.length, at + random.nextInt(20)), new byte[0]);
      }
      case 7 -> {
        return spliced(input, at, at, piece(input));
      }
      case 8 -> {
        return spliced(input, at, Math.min(input.length, at + random.nextInt(20)), piece(pick()));
      }
      case 9 -> {
        return spliced(input, input.length, input.length, piece(pick()));
      }
      case 10 -> swap(input, at, random.nextInt(input.length));
      default -> Arrays.fill(input, at, Math.min(input.length, at + 4), input[at]);
    }
    return input;
  }

  private static void swap(byte[] input, int one, int other) {
    var octet = input[one];
    input[one] = input[other];
    input[other] = octet;
  }

  private byte[] octets(int count) {
    var octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  /// A piece of `source`, mostly short.
  private byte[] piece(byte[] source) {
    if (source.length == 0) {
      return source;
    }
    var from = random.nextInt(source.length);
    var most = random.nextInt(8) == 0 ? source.length - from : Math.min(48, source.length - from);
    return Arrays.copyOfRange(source, from, from + 1 + random.nextInt(most));
  }

  /// `input` with `piece` in the place of what stands between `from` and `to`.
  private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
    var spliced = new byte[input.length - (to - from) + piece.length];
    System.arraycopy(input, 0, spliced, 0, from);
    System.arraycopy(piece, 0, spliced, from, piece.length);
    System.arraycopy(input, to, spliced, from + piece.length, input.length - to);
    return spliced;
  }
}
