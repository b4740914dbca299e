package org.pharosdns.zone.serve;

import java.util.Collection;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.AnswerSource;

/// All that is served at one moment. Immutable.
public final class Snapshot implements AnswerSource.Answers {
  /// Returns a snapshot of `zones`, at most one per name.
  public static Snapshot of(Collection<ServedZone> zones) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void answer(Query query, AnswerWriter writer) {
    throw new UnsupportedOperationException();
  }
}
