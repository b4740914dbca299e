package org.pharosdns.dns.server;

import org.pharosdns.dns.query.Client;

/// The engine as the transports see it: octets in, octets out. One instance per event loop.
@FunctionalInterface
public interface MessageProcessor {
  /// Answers one message.
  ///
  /// @param in holds the message of `inLength` octets at `inOffset`
  /// @param client who asks; its transport decides the size limit
  /// @param nowNanos monotonic time, read after the message was received
  /// @param out takes the answer at `outOffset`; room for {@link QueryProcessor#MAX_ANSWER_OCTETS}
  ///     octets over TCP, for the configured UDP payload over UDP
  /// @return the length of the answer, 0 for no answer, or for one that follows later
  int process(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset);

  /// Whether {@link #foresee} and {@link #fetch} pay where several messages came at once.
  default boolean looksAhead() {
    return false;
  }

  /// Takes note of a message that {@link #process} will be given soon.
  default void foresee(byte[] in, int inOffset, int inLength) {}

  /// Brings what the messages foreseen will need near to the processor.
  default void fetch() {}
}
