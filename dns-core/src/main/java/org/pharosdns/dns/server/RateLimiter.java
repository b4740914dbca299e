package org.pharosdns.dns.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Networks;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.Octets;

/// Decides whether one more answer may go to a network. Shared by all event loops; takes no lock,
/// allocates nothing, never grows.
///
/// For each network (/24 of IPv4, /56 of IPv6) and kind of answer, negative ones by zone, it
/// remembers one number: the time at which everything sent so far has been paid for at the allowed
/// rate. An answer is over the limit when that time would lie more than a second ahead. Another
/// such number of each network counts the octets that its answers of all kinds have beyond its
/// questions, so that no mixture of kinds makes a flood larger than it came.
///
/// The numbers stand in an array by hash: 40 bits of microseconds, 24 bits that tell whose they
/// are. A newcomer takes the place of whoever owes the least among eight neighbours. Two loops that
/// write at once may lose one of two answers from the count.
public final class RateLimiter {
  /// What is to become of an answer.
  public enum Verdict {
    /// It goes out.
    PASS,
    /// It is over the limit and left away.
    DROP,
    /// It is over the limit, and goes out empty and truncated.
    SLIP
  }

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int CELLS = 1 << 16;
  private static final int NEIGHBOURS = 8;
  private static final int TIME_BITS = 40;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;
  private static final long SECOND = 1_000_000;

  /// Costs are known to so many binary places of a microsecond and rounded by chance, so that
  /// every rate is kept.
  private static final int FRACTION_BITS = 20;

  /// By how many microseconds chance may have been unkind to a second's worth.
  private static final long ROUNDED = SECOND / 1000;

  /// Addresses from RFC 5737 section 3 and RFC 3849.
  private static final Networks NOBODY =
      new Networks(
          List.of(
              new Networks.Prefix(
                  new byte[] {32, 1, 13, (byte) 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 32),
              new Networks.Prefix(new byte[] {(byte) 198, 51, 100, 0}, 24),
              new Networks.Prefix(new byte[] {(byte) 192, 0, 2, 1}, 32)));

  /// The kind under which octets are counted: no answer is of it.
  private static final long OCTETS = -1;

  /// A loop reads the clock once for a batch of queries, so its time may lie behind that of the
  /// loop that wrote a number: by more than this only if the number is from days ago.
  private static final long MOST_AHEAD = 5 * SECOND;

  /// What a single answer costs at most: with what is owed besides, less than {@link #MOST_AHEAD}.
  /// A datagram of 1,232 octets costs less at the lowest rate.
  private static final long MOST_COST = 3 * SECOND;

  private final RateLimits limits;
  private final long answerCost;
  private final long octetCost;
  private final long key0;
  private final long key1;
  private final long[] cells = new long[CELLS];

  /// @param random makes it impossible to foretell which networks share a cell
  public RateLimiter(RateLimits limits, RandomGenerator random) {
    this.limits = limits;
    answerCost = (SECOND << FRACTION_BITS) / limits.responsesPerSecond();
    octetCost = answerCost / RateLimits.OCTETS_BEYOND_QUESTION;
    key0 = random.nextLong();
    key1 = random.nextLong() | 1;
  }

  /// Returns one with the same limits that has seen nothing yet and exempts nobody: it looks, but
  /// for addresses that are only for documents.
  public RateLimiter afresh(RandomGenerator random) {
    return new RateLimiter(
        new RateLimits(limits.responsesPerSecond(), limits.slip(), limits.logOnly(), NOBODY),
        random);
  }

  /// Whether answers over the limit are only counted.
  public boolean logsOnly() {
    return limits.logOnly();
  }

  /// Counts one more answer and says what is to become of it.
  ///
  /// @param kind of the answer, any number but -1; each kind has a limit of its own
  /// @param octets that the answer has beyond its question; negative ones count as none
  public Verdict judge(Query query, long kind, int octets) {
    var client = query.client();
    if (limits.exempt().contain(client)) {
      return Verdict.PASS;
    }
    var now = query.nowNanos() / 1000;
    var counted = key(client, kind);
    var countCell = find(counted, now);
    var owed = owed(counted, countCell, now);
    if (isBeyond(owed, answerCost)) {
      return over(query);
    }
    var chance = query.draw().below(1 << FRACTION_BITS);
    if (octets > 0) {
      var weighed = key(client, OCTETS);
      var weightCell = find(weighed, now);
      var weightOwed = owed(weighed, weightCell, now);
      if (isBeyond(weightOwed, octets * octetCost)) {
        return over(query);
      }
      charge(weighed, weightCell, now + weightOwed, octets * octetCost + chance);
    }
    charge(counted, countCell, now + owed, answerCost + chance);
    return Verdict.PASS;
  }

  /// An empty answer is no longer than its question, but for the cookie in it: such a one goes out
  /// every second time at most.
  private Verdict over(Query query) {
    var slip = limits.slip();
    var every = slip == 1 && query.edns().cookieOctets() > 0 ? 2 : slip;
    return slip > 0 && query.draw().below(every) == 0 ? Verdict.SLIP : Verdict.DROP;
  }

  private long key(Client client, long kind) {
    var network =
        client.addressOctets() == Integer.BYTES
            ? Octets.u32(client.address(), 0) >>> 8
            : Octets.i64(client.address(), 0) | 0xff;
    return fold(fold(network ^ key0, key1) ^ kind, key1);
  }

  private static long fold(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
  }

  /// Whether so much more would be beyond a second's worth. What costs more than that may pass when
  /// nothing is owed.
  private static boolean isBeyond(long owed, long cost) {
    return owed + Math.min(SECOND, 1 + (cost >>> FRACTION_BITS)) > SECOND + ROUNDED;
  }

  private void charge(long key, int cell, long from, long cost) {
    var paid = from + Math.min(MOST_COST, cost >>> FRACTION_BITS);
    CELL.setOpaque(cells, cell, (key & ~TIME_MASK) | (paid & TIME_MASK));
  }

  private long owed(long key, int cell, long now) {
    var content = (long) CELL.getOpaque(cells, cell);
    return ((content ^ key) & ~TIME_MASK) == 0 ? debt(content, now) : 0;
  }

  /// Returns the cell of a key: its own, else the one of its neighbours that owes the least.
  private int find(long key, long now) {
    var first = (int) key & (CELLS - NEIGHBOURS);
    var least = Long.MAX_VALUE;
    var best = first;
    for (var cell = first; cell < first + NEIGHBOURS; cell++) {
      var content = (long) CELL.getOpaque(cells, cell);
      if (((content ^ key) & ~TIME_MASK) == 0) {
        return cell;
      }
      var debt = debt(content, now);
      if (debt < least) {
        least = debt;
        best = cell;
      }
    }
    return best;
  }

  /// How far ahead of now the time in a cell lies; 0 when it has passed, or is so far ahead that it
  /// must be from long ago.
  private static long debt(long content, long now) {
    var ahead = (content - now) & TIME_MASK;
    return ahead > MOST_AHEAD ? 0 : ahead;
  }
}
