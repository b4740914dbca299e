package org.pharosdns.dns.transport;

import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.pharosdns.dns.query.Client;

/// What went on at the sockets since the start, and what went wrong or was refused. Any thread.
public final class TransportCounters {
  final LongAdder processorFailures = new LongAdder();
  final LongAdder receiveErrors = new LongAdder();
  final LongAdder sendErrors = new LongAdder();
  final LongAdder acceptErrors = new LongAdder();
  final LongAdder tcpAccepted = new LongAdder();
  final LongAdder tcpRefused = new LongAdder();
  final LongAdder tcpEvicted = new LongAdder();
  final LongAdder tcpTimeouts = new LongAdder();
  final AtomicInteger tcpOpen = new AtomicInteger();
  private final List<ServiceTimes> udpTimes = new CopyOnWriteArrayList<>();
  private final List<ServiceTimes> tcpTimes = new CopyOnWriteArrayList<>();

  TransportCounters() {}

  /// Returns the times of one more event loop.
  ServiceTimes addLoop(Client.Transport transport) {
    var times = new ServiceTimes();
    list(transport).add(times);
    return times;
  }

  private List<ServiceTimes> list(Client.Transport transport) {
    return switch (transport) {
      case UDP -> udpTimes;
      case TCP -> tcpTimes;
    };
  }

  /// How long each event loop took to answer.
  public List<ServiceTimes> serviceTimes(Client.Transport transport) {
    return List.copyOf(list(transport));
  }

  /// TCP connections open now.
  public int tcpOpen() {
    return tcpOpen.get();
  }

  /// Octets of memory outside of the heap that TCP has for its buffers.
  public static long bufferOctets() {
    return Math.max(0, PlatformDependent.usedDirectMemory());
  }

  /// Messages dropped because the engine threw an exception.
  public long processorFailures() {
    return processorFailures.sum();
  }

  /// Failed receive calls on UDP sockets.
  public long receiveErrors() {
    return receiveErrors.sum();
  }

  /// UDP answers that the system would not send.
  public long sendErrors() {
    return sendErrors.sum();
  }

  /// TCP connections that could not be accepted, for example for want of descriptors.
  public long acceptErrors() {
    return acceptErrors.sum();
  }

  /// TCP connections accepted.
  public long tcpAccepted() {
    return tcpAccepted.sum();
  }

  /// TCP connections closed at once because a limit was reached.
  public long tcpRefused() {
    return tcpRefused.sum();
  }

  /// TCP connections closed to make room for newcomers, or because they held too much memory.
  public long tcpEvicted() {
    return tcpEvicted.sum();
  }

  /// TCP connections closed because they were idle, slow to send or slow to read.
  public long tcpTimeouts() {
    return tcpTimeouts.sum();
  }
}
