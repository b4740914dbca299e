package org.pharosdns.conformance.steering;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pharosdns.conformance.Ask;

/// A cache that honours TTLs to the nanosecond and asks all the time. It remembers for each address
/// until when it would hand it out at the latest.
final class PerfectCache implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Ask question;
  private final Resolver resolver;
  private final Map<String, Long> usableUntil = new ConcurrentHashMap<>();
  private final Map<String, Long> lastAnswered = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  private PerfectCache(Ask question, Resolver resolver) {
    this.question = question;
    this.resolver = resolver;
    thread = Thread.ofPlatform().daemon().start(this::run);
  }

  /// Returns a cache that begins to ask a server at once.
  static PerfectCache of(LiveZone zone, String question) {
    return new PerfectCache(zone.question(question), Resolver.patient(zone.server().address()));
  }

  private void run() {
    while (!closed) {
      var reply = resolver.ask(question);
      var now = System.nanoTime();
      for (var record : reply.answer()) {
        var until = now + TimeUnit.SECONDS.toNanos(record.ttlSeconds());
        usableUntil.merge(record.rdata(), until, Math::max);
        lastAnswered.put(record.rdata(), now);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// Until when an address is handed out, in seconds after a monotonic time; minus infinity for
  /// one that was never answered.
  double usableSecondsAfter(String address, long nanos) {
    var until = usableUntil.get(address);
    return until == null ? Double.NEGATIVE_INFINITY : (until - nanos) / 1e9;
  }

  /// When an address was answered last, in seconds after a monotonic time.
  double answeredSecondsAfter(String address, long nanos) {
    var last = lastAnswered.get(address);
    return last == null ? Double.NEGATIVE_INFINITY : (last - nanos) / 1e9;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    resolver.close();
  }
}
