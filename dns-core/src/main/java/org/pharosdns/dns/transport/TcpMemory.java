package org.pharosdns.dns.transport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/// What all TCP connections together hold of messages unread and answers unsent. Any thread.
///
/// When that is more than allowed, whoever holds more than an equal share must go: somebody does,
/// and it is never a client that reads its answers.
final class TcpMemory {
  private final long most;
  private final IntSupplier connections;
  private final AtomicLong held = new AtomicLong();

  /// @param most octets
  /// @param connections how many are open
  TcpMemory(long most, IntSupplier connections) {
    this.most = most;
    this.connections = connections;
  }

  /// Notes that a connection which held `before` octets holds `now`.
  ///
  /// @return whether it may keep them
  boolean hold(long before, long now) {
    var all = held.addAndGet(now - before);
    return all <= most || now * Math.max(1, connections.getAsInt()) <= most;
  }

  /// The octets held by all.
  long held() {
    return held.get();
  }
}
