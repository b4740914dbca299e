package org.pharosdns.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.wire.Rcode;

/// What one event loop has counted since it started: written by that loop, read by anyone.
///
/// Readers see each number grow, perhaps a moment late, and no two of them at the same instant.
public final class QueryCounters {
  /// The families of addresses.
  public enum Family {
    IPV4,
    IPV6
  }

  /// What a cookie says of who asks (RFC 7873).
  public enum Cookie {
    /// Only the client's part: the first query of a client.
    NEW,
    /// Given by this server, to this client, not long ago.
    VALID,
    /// Anything else: old, of another server, forged.
    INVALID
  }

  /// Types with a number of their own: 1 to this; all others are counted together.
  public static final int MOST_TYPE = 255;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int[] SIZES = {64, 128, 256, 512, 1232, 4096, 16_384, 65_535};

  /// Unused numbers on both sides, so that two loops do not write to one cache line.
  private static final int PADDING = 16;

  private static final int SILENT = PADDING;
  private static final int TRUNCATED = SILENT + 1;
  private static final int LIMITED = TRUNCATED + 1;
  private static final int WITHHELD = LIMITED + 1;
  private static final int COOKIES = WITHHELD + 1;
  private static final int SOURCES = COOKIES + 3;
  private static final int RCODES = SOURCES + 4;
  private static final int TYPES = RCODES + Rcode.COUNT;
  private static final int OCTETS = TYPES + MOST_TYPE + 1;
  private static final int OCTETS_SUM = OCTETS + SIZES.length;
  private static final int CELLS = OCTETS_SUM + 1 + PADDING;

  private final long[] cells = new long[CELLS];

  void countQuery(Client client) {
    add(source(client.transport(), client.addressOctets() > 4 ? Family.IPV6 : Family.IPV4), 1);
  }

  void countQuestion(int type) {
    add(TYPES + (type <= MOST_TYPE ? type : 0), 1);
  }

  void countSilence() {
    add(SILENT, 1);
  }

  void countLimited() {
    add(LIMITED, 1);
  }

  void countWithheld() {
    add(WITHHELD, 1);
  }

  void countCookie(Cookie cookie) {
    add(cell(cookie), 1);
  }

  void countAnswer(int rcode, boolean truncated, int octets) {
    add(RCODES + rcode, 1);
    if (truncated) {
      add(TRUNCATED, 1);
    }
    var size = 0;
    while (octets > SIZES[size]) {
      size++;
    }
    add(OCTETS + size, 1);
    add(OCTETS_SUM, octets);
  }

  private void add(int cell, int number) {
    CELL.setOpaque(cells, cell, cells[cell] + number);
  }

  private long read(int cell) {
    return (long) CELL.getOpaque(cells, cell);
  }

  private static int cell(Cookie cookie) {
    return switch (cookie) {
      case NEW -> COOKIES;
      case VALID -> COOKIES + 1;
      case INVALID -> COOKIES + 2;
    };
  }

  private static int source(Client.Transport transport, Family family) {
    var first =
        switch (transport) {
          case UDP -> SOURCES;
          case TCP -> SOURCES + 2;
        };
    return family == Family.IPV6 ? first + 1 : first;
  }

  /// Messages that came over `transport`, those that got no answer too.
  public long queries(Client.Transport transport) {
    return queries(transport, Family.IPV4) + queries(transport, Family.IPV6);
  }

  /// Messages that came over `transport` from addresses of `family`.
  public long queries(Client.Transport transport, Family family) {
    return read(source(transport, family));
  }

  /// Readable questions of a type, 1 to {@link #MOST_TYPE}; 0 for all types beyond.
  public long questions(int type) {
    return read(TYPES + type);
  }

  /// Messages that got no answer for what they were: responses, and fewer than twelve octets.
  public long silent() {
    return read(SILENT);
  }

  /// Messages that got no answer, for whatever reason.
  public long dropped() {
    return silent() + withheld();
  }

  /// Answers over the rate limit, whatever became of them.
  public long limited() {
    return read(LIMITED);
  }

  /// Answers left away for the rate limit.
  public long withheld() {
    return read(WITHHELD);
  }

  /// Queries with such a cookie; none while cookies are off.
  public long cookies(Cookie cookie) {
    return read(cell(cookie));
  }

  /// Answers with `rcode`, 0 to 23.
  public long answers(int rcode) {
    return read(RCODES + rcode);
  }

  /// Answers with TC.
  public long truncated() {
    return read(TRUNCATED);
  }

  /// The upper bounds in octets of the classes of {@link #answersOfSize}.
  public static int[] sizes() {
    return SIZES.clone();
  }

  /// Answers of the class at `index` of {@link #sizes()}: larger than the bound before, and no
  /// larger than its own.
  public long answersOfSize(int index) {
    return read(OCTETS + index);
  }

  /// The octets of all answers together.
  public long octets() {
    return read(OCTETS_SUM);
  }
}
