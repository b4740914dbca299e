package org.pharosdns.dns.server;

import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Rcode;

/// Where answers come from.
public interface AnswerSource {
  /// Returns what one event loop asks, with its own room to look things up in.
  Answers answers();

  /// The answers of one event loop: each query meets all that is served at that moment.
  interface Answers {
    /// Answers `query` (opcode QUERY, class IN, one question) by placing records in `writer` and
    /// setting its RCODE and flags. Allocates nothing.
    void answer(Query query, AnswerWriter writer);

    /// Answers with the SOA of the zone that is asked about, whatever type the question is of.
    /// Allocates nothing.
    default void soa(Query query, AnswerWriter writer) {
      writer.fail(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE);
    }

    /// Whether the name asked about is the name of a zone served here, so that a NOTIFY, an UPDATE
    /// or a transfer of it has come to the right place. Allocates nothing.
    default boolean isZone(Query query) {
      return false;
    }

    /// Whether there is so much to look names up in that {@link #foresee} and {@link #fetch} pay.
    default boolean looksAhead() {
      return false;
    }

    /// Takes note that `name` is about to be asked about. Allocates nothing.
    default void foresee(HashedName name) {}

    /// Brings what the names foreseen will need near to the processor, all at once, and forgets
    /// them. Of no effect on any answer. Allocates nothing.
    default void fetch() {}
  }
}
