package org.pharosdns.dns.transport;

import java.util.concurrent.atomic.LongAdder;

/// What went wrong or was refused at the sockets since the start. Any thread.
public final class TransportCounters {
  final LongAdder processorFailures = new LongAdder();
  final LongAdder receiveErrors = new LongAdder();
  final LongAdder sendErrors = new LongAdder();
  final LongAdder acceptErrors = new LongAdder();
  final LongAdder tcpAccepted = new LongAdder();
  final LongAdder tcpRefused = new LongAdder();
  final LongAdder tcpTimeouts = new LongAdder();

  TransportCounters() {}

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

  /// TCP connections closed because they were idle, slow to send or slow to read.
  public long tcpTimeouts() {
    return tcpTimeouts.sum();
  }
}
