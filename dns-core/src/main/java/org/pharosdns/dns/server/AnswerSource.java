package org.pharosdns.dns.server;

import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.Query;

/// Where answers come from: one immutable snapshot after the other.
public interface AnswerSource {
  /// Returns the snapshot in force. The only volatile read in the life of a query.
  Answers current();

  /// One immutable snapshot of all that is served.
  interface Answers {
    /// Answers `query` (opcode QUERY, class IN, one question) by placing records in `writer` and
    /// setting its RCODE and flags. Any thread; allocates nothing.
    void answer(Query query, AnswerWriter writer);

    /// Whether the name asked about is the name of a zone served here, so that a NOTIFY, an UPDATE
    /// or a transfer of it has come to the right place. Any thread; allocates nothing.
    default boolean isZone(Query query) {
      return false;
    }
  }
}
