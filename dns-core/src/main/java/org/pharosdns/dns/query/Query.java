package org.pharosdns.dns.query;

/// The question in hand: a parsed message, refilled for each packet. Owned by one event loop.
public final class Query {
  /// Creates an empty query of an event loop that draws its chances from `draw`.
  public Query(Draw draw) {
    throw new UnsupportedOperationException();
  }
}
