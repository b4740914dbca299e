package org.pharosdns.zone.steer;

/// Weighted rendezvous hashing: every client's network meets the members that win its contest.
///
/// Each member i gets a score −log2(u) / w from a number u in (0, 1] that the keyed hash makes of
/// network and member; the smallest score wins. Scores are exponentially distributed with rate w,
/// so
/// i wins with probability w / Σw, and a member that leaves hands its networks, and no others, to
/// the rest. All in integers: every instance with the same key gives the same answer.
final class Rendezvous {
  /// Fraction bits of a logarithm. The logarithm of 64 bits times the largest weight fits in a
  /// long.
  private static final int FRACTION = 36;

  private Rendezvous() {}

  /// Puts the `answers` winners first in `live`, the best one first.
  static void choose(CompiledTier tier, int answers, NetworkHash hash, Evaluation evaluation) {
    var live = evaluation.live;
    var scratch = evaluation.hashScratch;
    var network = hash.network(evaluation.client, scratch);
    for (var i = 0; i < evaluation.liveCount; i++) {
      var digest = tier.selection().digests()[live[i]];
      evaluation.scores[live[i]] = exponent(hash.pair(network, digest, scratch));
    }
    for (var i = 0; i < answers; i++) {
      var best = i;
      for (var k = i + 1; k < evaluation.liveCount; k++) {
        if (beats(live[k], live[best], tier, evaluation)) {
          best = k;
        }
      }
      Chooser.swap(live, i, best);
    }
    evaluation.narrowTo(hash.bits(evaluation.client));
  }

  /// Compares score / weight without a division.
  private static boolean beats(int a, int b, CompiledTier tier, Evaluation evaluation) {
    return evaluation.scores[a] * Chooser.units(tier, b)
        < evaluation.scores[b] * Chooser.units(tier, a);
  }

  /// Returns −log2(hash / 2^64) with 36 fraction bits, from 1 to 2^42: the whole part by counting
  /// leading zeros, each further bit by a squaring.
  static long exponent(long hash) {
    var number = hash == 0 ? 1 : hash;
    var zeros = Long.numberOfLeadingZeros(number);
    var mantissa = number << zeros; // from 1 to 2 with 63 fraction bits
    var log = (long) Long.SIZE - 1 - zeros;
    for (var i = 0; i < FRACTION; i++) {
      mantissa = Math.unsignedMultiplyHigh(mantissa, mantissa);
      log <<= 1;
      if (mantissa < 0) {
        log |= 1;
      } else {
        mantissa <<= 1;
      }
    }
    return ((long) Long.SIZE << FRACTION) - log;
  }
}
