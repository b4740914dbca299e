package org.pharosdns.dns.transport;

import org.pharosdns.dns.query.Client;

/// The engine as the transports see it: octets in, octets out.
///
/// One instance per event loop; {@link org.pharosdns.dns.server.QueryProcessor#process} says what
/// the arguments mean.
@FunctionalInterface
interface MessageProcessor {
  int process(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset);

  /// As {@link org.pharosdns.dns.server.QueryProcessor#looksAhead}.
  default boolean looksAhead() {
    return false;
  }

  /// As {@link org.pharosdns.dns.server.QueryProcessor#foresee}.
  default void foresee(byte[] in, int inOffset, int inLength) {}

  /// As {@link org.pharosdns.dns.server.QueryProcessor#fetch}.
  default void fetch() {}
}
