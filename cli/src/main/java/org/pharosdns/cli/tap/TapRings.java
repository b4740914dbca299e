package org.pharosdns.cli.tap;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tap.TapRing;

/// The rings of one watcher, one for each event loop. Any thread.
final class TapRings<R extends Tap> {
  private final Function<Draw, R> maker;
  private final LongSupplier seeds;
  private final List<R> rings = new CopyOnWriteArrayList<>();

  /// @param maker makes a ring, given what decides which messages are kept
  /// @param seeds for these draws
  TapRings(Function<Draw, R> maker, LongSupplier seeds) {
    this.maker = maker;
    this.seeds = seeds;
  }

  /// Returns the capacity of a ring of at least `octets`.
  static int capacity(int octets) {
    return Integer.highestOneBit(Math.max(octets, TapRing.LEAST_OCTETS) * 2 - 1);
  }

  /// Makes the ring of an event loop.
  R add() {
    var ring = maker.apply(new Draw(seeds.getAsLong()));
    rings.add(ring);
    return ring;
  }

  /// Returns those that were made.
  List<R> all() {
    return rings;
  }
}
