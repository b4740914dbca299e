package org.pharosdns.zone.transfer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.pharosdns.zone.steer.Address;

/// The places for copies that go on at once. Nobody gets more of them than are left for others, so
/// that one client that reads slowly never has them all. Any thread.
final class TransferPlaces {
  private final int most;
  private final Map<Address, Integer> taken = new HashMap<>();
  private int free;

  TransferPlaces(int most) {
    this.most = most;
    free = most;
  }

  /// Takes a place for a client, unless it has as many as are free.
  synchronized boolean take(Address client) {
    var own = taken.getOrDefault(client, 0);
    if (own >= free) {
      return false;
    }
    taken.put(client, own + 1);
    free--;
    return true;
  }

  /// Gives one back.
  synchronized void giveBack(Address client) {
    taken.computeIfPresent(client, (any, own) -> own == 1 ? null : own - 1);
    free++;
    notifyAll();
  }

  /// Waits until all are free.
  ///
  /// @return whether they are
  synchronized boolean awaitFree(Duration atMost) throws InterruptedException {
    var end = System.nanoTime() + atMost.toNanos();
    for (var left = atMost.toNanos(); free < most && left > 0; left = end - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
    return free == most;
  }
}
