package org.pharosdns.dns.transport;

import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.server.QueryProcessor;

/// What one event loop owns: its engine and the two buffers that messages pass through.
///
/// Owned by one thread. Nothing that the engine throws gets past {@link #answer}.
final class Worker {
  /// What is answered anew again and again because the process stands still is sent in the end.
  static final int MOST_TRIES = 3;

  private static final long STOOD_STILL = 100_000_000L;

  /// The message in hand, from index 0.
  final byte[] in = new byte[QueryProcessor.MAX_ANSWER_OCTETS];

  /// Its answer, from index 0.
  final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];

  /// How long answers take.
  final ServiceTimes times;

  private final MessageProcessor processor;
  private final TransportCounters counters;
  private final CountedLog log;

  Worker(
      MessageProcessor processor, ServiceTimes times, TransportCounters counters, CountedLog log) {
    this.processor = processor;
    this.times = times;
    this.counters = counters;
    this.log = log;
  }

  /// Whether the process stood still since the clock said `nanos`. Answers made with that time and
  /// not sent yet promise more than they may: how long an address may be kept depends on the
  /// moment at which they leave.
  static boolean stoodStillSince(long nanos) {
    return System.nanoTime() - nanos > STOOD_STILL;
  }

  /// Answers the message of `length` octets in {@link #in} into {@link #out}.
  ///
  /// @param room the most octets that can be sent
  /// @return the length of the answer, 0 for none
  int answer(int length, Client client, long nowNanos, int room) {
    try {
      var answer = processor.process(in, 0, length, client, nowNanos, out, 0);
      if (answer >= 0 && answer <= room) {
        return answer;
      }
      failed(new IllegalStateException("answer of " + answer + " octets where " + room + " fit"));
    } catch (Throwable bug) {
      failed(bug);
    }
    return 0;
  }

  /// Whether it pays to show all messages of a batch by {@link #foresee}, and then to {@link
  /// #fetch}, before the first is answered.
  boolean looksAhead() {
    return processor.looksAhead();
  }

  /// Shows the message of `length` octets in {@link #in}, which is about to be answered.
  void foresee(int length) {
    try {
      processor.foresee(in, 0, length);
    } catch (Throwable bug) {
      log.error("looking ahead failed", bug);
    }
  }

  /// Fetches what the messages shown will need.
  void fetch() {
    try {
      processor.fetch();
    } catch (Throwable bug) {
      log.error("looking ahead failed", bug);
    }
  }

  private void failed(Throwable bug) {
    counters.processorFailures.increment();
    log.error("a message was dropped because the engine failed", bug);
  }
}
