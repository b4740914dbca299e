package org.pharosdns.zone.steer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;

/// Networks of one family, each with the number of its rule; answers which is the longest that
/// holds a client, and for how large a network around the client that is true. Immutable.
///
/// Nested networks are cut into intervals at load, so that a look-up is one binary search:
///
/// ```
/// networks    |----------- 10.0.0.0/8 ------------|
///                   |- 10.1.0.0/16 -|
/// intervals  -|  A  |       B       |      A      |-
/// ```
final class PrefixTable {
  /// No network holds the client.
  static final int NONE = -1;

  private final int[] bits;
  private final int[] parents;
  private final int[] rules;
  private final long[] startHigh;
  private final long[] startLow;
  private final int[] innermost;
  private int count;

  /// @param networks of one family with the numbers of their rules
  PrefixTable(NavigableMap<Prefix, Integer> networks) {
    var size = networks.size();
    bits = new int[size];
    parents = new int[size];
    rules = new int[size];
    startHigh = new long[2 * size + 1];
    startLow = new long[2 * size + 1];
    innermost = new int[2 * size + 1];
    begin(0, 0, NONE);
    cut(List.copyOf(networks.keySet()), networks);
  }

  private void cut(List<Prefix> sorted, NavigableMap<Prefix, Integer> networks) {
    Deque<Integer> open = new ArrayDeque<>();
    for (var i = 0; i < sorted.size(); i++) {
      var network = sorted.get(i);
      while (!open.isEmpty() && endsBefore(sorted.get(open.peek()), network)) {
        close(open, sorted);
      }
      bits[i] = network.bits();
      rules[i] = networks.getOrDefault(network, NONE);
      parents[i] = open.isEmpty() ? NONE : open.peek();
      begin(network.high(), network.low(), i);
      open.push(i);
    }
    while (!open.isEmpty()) {
      close(open, sorted);
    }
  }

  private static boolean endsBefore(Prefix network, Prefix next) {
    var order = Long.compareUnsigned(network.lastHigh(), next.high());
    return order < 0 || (order == 0 && Long.compareUnsigned(network.lastLow(), next.low()) < 0);
  }

  /// Behind a network that ends comes the rest of the one around it.
  private void close(Deque<Integer> open, List<Prefix> sorted) {
    var ended = sorted.get(open.pop());
    var low = ended.lastLow() + 1;
    var high = ended.lastHigh() + (low == 0 ? 1 : 0);
    if (high != 0 || low != 0) {
      begin(high, low, open.isEmpty() ? NONE : open.peek());
    }
  }

  private void begin(long high, long low, int network) {
    var same = count > 0 && startHigh[count - 1] == high && startLow[count - 1] == low;
    var at = same ? count - 1 : count++;
    startHigh[at] = high;
    startLow[at] = low;
    innermost[at] = network;
  }

  /// Returns the number of the interval that holds the first address of a client's network.
  int find(ClientNetwork client) {
    var from = 0;
    var to = count - 1;
    while (from < to) {
      var middle = (from + to + 1) >>> 1;
      if (startsBehind(middle, client.high(), client.low())) {
        to = middle - 1;
      } else {
        from = middle;
      }
    }
    return from;
  }

  private boolean startsBehind(int interval, long high, long low) {
    var order = Long.compareUnsigned(startHigh[interval], high);
    return order > 0 || (order == 0 && Long.compareUnsigned(startLow[interval], low) > 0);
  }

  /// Returns the rule of the longest network that holds all of the client's, or {@link #NONE}.
  int rule(int interval, ClientNetwork client) {
    var network = innermost[interval];
    while (network != NONE && bits[network] > client.bits()) {
      network = parents[network];
    }
    return network == NONE ? NONE : rules[network];
  }

  /// Returns the length of the largest network around the client inside which no longer prefix
  /// begins (RFC 7871 section 7.2.1). More bits than the client gave tell it to give more.
  int scope(int interval, ClientNetwork client) {
    var scope = 0;
    if (interval > 0) {
      var low = startLow[interval] - 1;
      var high = startHigh[interval] - (startLow[interval] == 0 ? 1 : 0);
      scope = common(high, low, client) + 1;
    }
    if (interval < count - 1) {
      scope = Math.max(scope, common(startHigh[interval + 1], startLow[interval + 1], client) + 1);
    }
    return scope;
  }

  /// How many first bits an address outside of the interval shares with the client's.
  private static int common(long high, long low, ClientNetwork client) {
    var difference = high ^ client.high();
    return difference != 0
        ? Long.numberOfLeadingZeros(difference)
        : Long.SIZE + Long.numberOfLeadingZeros(low ^ client.low());
  }
}
