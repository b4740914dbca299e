package org.pharosdns.zone.transfer;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// One of the times that a secondary is told of a change: the next one follows after `patience`,
/// of which a socket is held for no longer than answers take.
///
/// @param patience how long until the next try
record NotifyTry(Duration patience) {
  private static final int TRIES = 8;
  private static final Duration LONGEST_LISTENING = Duration.ofSeconds(4);

  /// Returns all tries; the patience doubles from one to the next.
  static List<NotifyTry> all(Duration first) {
    return IntStream.range(0, TRIES)
        .mapToObj(i -> new NotifyTry(first.multipliedBy(1L << i)))
        .toList();
  }

  /// Returns how long an answer is waited for.
  Duration listening() {
    return patience.compareTo(LONGEST_LISTENING) < 0 ? patience : LONGEST_LISTENING;
  }

  /// Returns how long to wait when there was none.
  Duration pauseAfterSilence() {
    return patience.minus(listening());
  }
}
