package org.pharosdns.dns.tap;

import org.pharosdns.dns.query.Client;

/// Is shown each message with its answer, on the event loop that answered it. Must not wait,
/// allocate or throw.
@FunctionalInterface
public interface Tap {
  /// In place of the length of an answer that another thread sends later.
  int LATER = -1;

  /// Shows a message and its answer; both arrays change as soon as this returns.
  ///
  /// @param nowNanos monotonic time of the message
  /// @param outOctets the length of the answer, 0 for none, or {@link #LATER}
  void saw(
      byte[] in,
      int inOffset,
      int inOctets,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset,
      int outOctets);

  /// Returns a tap that shows everything to two others.
  static Tap both(Tap one, Tap other) {
    return (in, inOffset, inOctets, client, nowNanos, out, outOffset, outOctets) -> {
      one.saw(in, inOffset, inOctets, client, nowNanos, out, outOffset, outOctets);
      other.saw(in, inOffset, inOctets, client, nowNanos, out, outOffset, outOctets);
    };
  }
}
