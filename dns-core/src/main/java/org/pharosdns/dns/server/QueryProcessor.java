package org.pharosdns.dns.server;

import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;

/// The life of a query: octets in, octets out. One instance per event loop; no socket, no clock, no
/// exception inside.
public final class QueryProcessor {
  /// The most octets an answer has, and the room that {@link #process} needs over TCP.
  public static final int MAX_ANSWER_OCTETS = 65_535;

  /// @param source where the answers come from
  /// @param settings identity, version, payload size
  /// @param counters this event loop's own counters
  /// @param draw this event loop's own random numbers
  public QueryProcessor(
      AnswerSource source, ServerSettings settings, QueryCounters counters, Draw draw) {}

  /// Answers one message.
  ///
  /// @param in holds the message of `inLength` octets at `inOffset`
  /// @param client who asks; its transport decides the size limit
  /// @param nowNanos monotonic time, read after the message was received
  /// @param out takes the answer at `outOffset`; at least {@link #MAX_ANSWER_OCTETS} octets of room
  ///     for TCP, the configured UDP payload for UDP
  /// @return the length of the answer, 0 for no answer
  public int process(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset) {
    throw new UnsupportedOperationException();
  }
}
