package org.pharosdns.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.wire.Rcode;

/// What one event loop has counted since it started: written by that loop, read by anyone.
///
/// Readers see each number grow, perhaps a moment late, and no two of them at the same instant.
public final class QueryCounters {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int DROPPED = 0;
  private static final int TRUNCATED = 1;
  private static final int UDP = 2;
  private static final int TCP = 3;
  private static final int LIMITED = 4;
  private static final int RCODES = 5;

  /// Unused numbers on both sides, so that two loops do not write to one cache line.
  private static final int PADDING = 16;

  private final long[] cells = new long[PADDING + RCODES + Rcode.COUNT + PADDING];

  void countQuery(Client client) {
    add(cellOf(client.transport()));
  }

  void countDrop() {
    add(DROPPED);
  }

  void countLimited() {
    add(LIMITED);
  }

  void countAnswer(int rcode, boolean truncated) {
    add(RCODES + rcode);
    if (truncated) {
      add(TRUNCATED);
    }
  }

  private void add(int cell) {
    CELL.setOpaque(cells, PADDING + cell, cells[PADDING + cell] + 1);
  }

  /// Messages that came over `transport`, those that got no answer too.
  public long queries(Client.Transport transport) {
    return read(cellOf(transport));
  }

  /// Answers over the rate limit, whatever became of them.
  public long limited() {
    return read(LIMITED);
  }

  /// Messages that got no answer: responses, fewer than twelve octets, over the rate limit.
  public long dropped() {
    return read(DROPPED);
  }

  /// Answers with `rcode`, 0 to 23.
  public long answers(int rcode) {
    return read(RCODES + rcode);
  }

  /// Answers with TC.
  public long truncated() {
    return read(TRUNCATED);
  }

  private long read(int cell) {
    return (long) CELL.getOpaque(cells, PADDING + cell);
  }

  private static int cellOf(Client.Transport transport) {
    return switch (transport) {
      case UDP -> UDP;
      case TCP -> TCP;
    };
  }
}
