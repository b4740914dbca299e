package org.pharosdns.cli.tap;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.tap.TapRing;

/// The rings of one watcher, one for each event loop.
final class TapRings {
  private final int capacity;
  private final double share;
  private final LongSupplier seeds;
  private final List<TapRing> rings = new CopyOnWriteArrayList<>();

  /// @param octets the least capacity of each
  /// @param share of the messages to keep, above 0 to 1
  /// @param seeds for the draws that decide which
  TapRings(int octets, double share, LongSupplier seeds) {
    capacity = Integer.highestOneBit(Math.max(octets, TapRing.LEAST_OCTETS) * 2 - 1);
    this.share = share;
    this.seeds = seeds;
  }

  /// Makes the ring of an event loop.
  TapRing add() {
    var ring = new TapRing(capacity, share, new Draw(seeds.getAsLong()));
    rings.add(ring);
    return ring;
  }

  /// Takes out what is there until `watcher` has enough.
  ///
  /// @return how many messages were taken out
  int drain(TapRing.Watcher watcher) {
    var count = 0;
    for (var ring : rings) {
      count += ring.drain(watcher);
    }
    return count;
  }

  /// How many messages found no room since the start. Any thread.
  long dropped() {
    return rings.stream().mapToLong(TapRing::dropped).sum();
  }
}
