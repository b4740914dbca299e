package org.pharosdns.dns.transport;

import java.util.function.BooleanSupplier;

/// How long a TCP connection may still live. Time is an argument; owned by one event loop.
final class TcpDeadlines {
  /// A piece of what waits to be sent may take so many times what a client may read nothing.
  private static final int STALLS_OF_A_PIECE = 12;

  private final TcpLimits limits;
  private final BooleanSupplier crowded;
  private long activeAt;
  private long messageAt;
  private boolean inMessage;

  /// What messages without an answer have taken since the last one that has one.
  private long unansweredNanos;

  private long progressAt;
  private long progressMark;
  private long pieceAt;

  /// @param crowded whether idle connections are a burden now
  TcpDeadlines(TcpLimits limits, BooleanSupplier crowded, long nowNanos) {
    this.limits = limits;
    this.crowded = crowded;
    activeAt = nowNanos;
  }

  /// Notes what was done with octets received.
  ///
  /// @param answered whether a message was among them that is answered, now or later; others are as
  ///     good as none
  /// @param rest whether an unfinished message is left
  void received(long nowNanos, boolean answered, boolean rest) {
    if (answered) {
      activeAt = nowNanos;
      unansweredNanos = 0;
    } else if (inMessage && !rest) {
      unansweredNanos = nowNanos - messageAt;
    }
    if (rest && (answered || !inMessage)) {
      messageAt = nowNanos - unansweredNanos;
    }
    inMessage = rest;
  }

  /// Notes that the client waits for us: that is no idleness of its own.
  void busy(long nowNanos) {
    activeAt = nowNanos;
  }

  /// Returns the nanoseconds after which to ask again; 0 or less when a deadline is over.
  ///
  /// @param waiting what waits to be sent: 0 for nothing, else how many pieces went out and one
  ///     more (upper 32 bits), and octets of the next piece that did; more that is added changes
  ///     nothing
  /// @param reading whether the client is being read; while it is not, a message cannot be late
  long remaining(long nowNanos, long waiting, boolean reading) {
    var left = limits.glanceNanos();
    if (waiting != 0) {
      left = Math.min(left, stall(nowNanos, waiting));
      activeAt = nowNanos;
    }
    progressMark = waiting;
    if (inMessage && reading) {
      left = Math.min(left, messageAt + limits.messageNanos() - nowNanos);
    } else if (inMessage) {
      messageAt = nowNanos;
    } else if (waiting == 0) {
      var idle = crowded.getAsBoolean() ? limits.crowdedIdleNanos() : limits.idleNanos();
      left = Math.min(left, activeAt + idle - nowNanos);
    }
    return left;
  }

  private long stall(long nowNanos, long waiting) {
    if (waiting != progressMark) {
      progressAt = nowNanos;
    }
    if (waiting >>> Integer.SIZE != progressMark >>> Integer.SIZE) {
      pieceAt = nowNanos;
    }
    var stall = limits.stallNanos();
    return Math.min(progressAt + stall, pieceAt + STALLS_OF_A_PIECE * stall) - nowNanos;
  }
}
