package org.pharosdns.dns.transport;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The places for TCP connections, in all and per client network (/32 of IPv4, /64 of IPv6), and
/// who has to leave when a newcomer finds none. Any thread.
///
/// A newcomer takes the place of a connection that nobody would miss: one that has asked nothing
/// yet ({@link #UNHEARD_NANOS}), then one that is quiet ({@link #QUIET_NANOS}). Of several, one of
/// the network with the most connections goes, and of those the one that is quiet the longest. When
/// all are busy, a network with more connections than the newcomer's gives one of its own.
/// Otherwise there is no place.
final class ConnectionLimits {
  /// So long a connection may take for its first message before it can lose its place.
  static final long UNHEARD_NANOS = 50_000_000;

  /// So long after its last message that was answered a connection can lose its place.
  static final long QUIET_NANOS = 1_000_000_000;

  /// So many connections are looked at for a newcomer; with more, in turns.
  private static final int MOST_LOOKED_AT = 4096;

  private final int most;
  private final int mostPerClient;
  private final LongObjectMap<Network> networks = new LongObjectHashMap<>();
  private final List<Place> places = new ArrayList<>();
  private int firstLookedAt;
  private volatile int open;

  private static final class Network {
    private final long number;
    private int open;

    Network(long number) {
      this.number = number;
    }
  }

  /// Who has a place.
  interface Tenant {
    /// Closes the connection, which has lost its place. Called by any thread.
    void evict();
  }

  /// The place of one connection.
  static final class Place {
    private final Network network;
    private final Tenant tenant;
    private int index;
    private volatile long spokeNanos;
    private volatile boolean heard;

    private Place(Network network, Tenant tenant, int index, long nowNanos) {
      this.network = network;
      this.tenant = tenant;
      this.index = index;
      spokeNanos = nowNanos;
    }

    /// Notes a message that is answered, or progress of an answer that takes long.
    void spoke(long nowNanos) {
      spokeNanos = nowNanos;
      heard = true;
    }

    /// Returns 0 for who has said nothing, 1 for who is quiet, 2 for who is busy.
    private int merit(long nowNanos) {
      var quiet = nowNanos - spokeNanos;
      if (heard) {
        return quiet >= QUIET_NANOS ? 1 : 2;
      }
      return quiet >= UNHEARD_NANOS ? 0 : 2;
    }
  }

  ConnectionLimits(int most, int mostPerClient) {
    this.most = most;
    this.mostPerClient = mostPerClient;
  }

  /// Gives a connection a place, which may have been somebody else's.
  ///
  /// @param from its {@link ClientNetwork}
  /// @return null when there is none
  @Nullable Place admit(long from, long nowNanos, Tenant tenant) {
    Place evicted = null;
    Place admitted;
    synchronized (this) {
      var known = networks.get(from);
      var network = known == null ? new Network(from) : known;
      if (network.open >= mostPerClient) {
        evicted = leastMissed(network, nowNanos);
      } else if (open >= most) {
        evicted = leastMissed(null, nowNanos);
      }
      if (evicted != null && evicted.merit(nowNanos) == 2) {
        evicted = evicted.network.open > network.open + 1 ? evicted : null;
      }
      if (evicted != null) {
        remove(evicted);
      }
      if (network.open >= mostPerClient || open >= most) {
        return null;
      }
      admitted = new Place(network, tenant, places.size(), nowNanos);
      places.add(admitted);
      networks.put(from, network);
      network.open++;
      open = places.size();
    }
    if (evicted != null) {
      evicted.tenant.evict();
    }
    return admitted;
  }

  /// @param only the network to look at, null for all
  private @Nullable Place leastMissed(@Nullable Network only, long nowNanos) {
    Place least = null;
    var count = places.size();
    var looks = only == null ? Math.min(count, MOST_LOOKED_AT) : count;
    for (var i = 0; i < looks; i++) {
      var place = places.get((firstLookedAt + i) % count);
      if ((only == null || place.network == only)
          && (least == null || isLessMissed(place, least, nowNanos))) {
        least = place;
      }
    }
    firstLookedAt = count == looks ? 0 : (firstLookedAt + looks) % count;
    return least;
  }

  private static boolean isLessMissed(Place a, Place b, long nowNanos) {
    var merits = Integer.compare(a.merit(nowNanos), b.merit(nowNanos));
    if (merits != 0) {
      return merits < 0;
    }
    return a.network.open == b.network.open
        ? a.spokeNanos - b.spokeNanos < 0
        : a.network.open > b.network.open;
  }

  /// Gives back a place, unless it was lost before.
  ///
  /// @return whether it was still held
  synchronized boolean release(Place place) {
    return remove(place);
  }

  private boolean remove(Place place) {
    if (place.index < 0) {
      return false;
    }
    var last = places.removeLast();
    if (last != place) {
      places.set(place.index, last);
      last.index = place.index;
    }
    place.index = -1;
    if (--place.network.open == 0) {
      networks.remove(place.network.number);
    }
    open = places.size();
    return true;
  }

  /// How many connections are open.
  int open() {
    return open;
  }

  /// Whether more than three quarters of all connections are in use.
  boolean crowded() {
    return 4L * open > 3L * most;
  }
}
