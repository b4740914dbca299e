package org.pharosdns.cli.geo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.steer.GeoNetworks;
import org.pharosdns.zone.steer.GeoRegion;
import org.pharosdns.zone.steer.Prefix;

/// The search tree of a MaxMind database file: a node for each bit of an address, with two records
/// that lead to a node, to nothing, or to data.
///
/// ```
/// | nodes | 16 octets | data of networks | marker | what describes the file |
/// ```
///
/// It is walked in the order of addresses. Where all of a subtree is in one region, that is one
/// network.
final class GeoTree {
  /// How many nodes are walked through, far more than databases of cities have: time.
  static final int MOST_NODES = 1 << 24;

  private static final byte[] COUNTRY = "country".getBytes(US_ASCII);
  private static final byte[] REGISTERED_COUNTRY = "registered_country".getBytes(US_ASCII);
  private static final byte[] ISO_CODE = "iso_code".getBytes(US_ASCII);
  private static final byte[] CONTINENT = "continent".getBytes(US_ASCII);
  private static final byte[] CODE = "code".getBytes(US_ASCII);
  private static final int SEPARATOR = 16;
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final int IPV4_DEPTH = IPV6_BITS - IPV4_BITS;

  /// No record leads there.
  private static final int NOWHERE = -1;

  /// A subtree of several networks.
  private static final int MIXED = -1;

  private final byte[] octets;
  private final int nodes;
  private final int recordBits;
  private final int bits;
  private final GeoData data;
  private final GeoNetworks.Builder networks;
  private final int ipv4Root;
  private final RegionCache known = new RegionCache();
  private int walked;

  /// @param description begins behind the marker
  GeoTree(byte[] octets, int marker, GeoData description, HeapRoom room) throws IOException {
    this.octets = octets;
    networks = new GeoNetworks.Builder(room);
    if (description.number(0, "binary_format_major_version", 0xffff) != 2) {
      throw new IOException("its format is not version 2");
    }
    nodes = description.number(0, "node_count", Integer.MAX_VALUE);
    recordBits = description.number(0, "record_size", 32);
    bits = description.number(0, "ip_version", 6) == 6 ? IPV6_BITS : IPV4_BITS;
    if (recordBits != 24 && recordBits != 28 && recordBits != 32) {
      throw new IOException("its records have " + recordBits + " bits");
    }
    var start = nodes * (recordBits / 4L) + SEPARATOR;
    if (start > marker) {
      throw new IOException("its tree ends outside of the file");
    }
    data = new GeoData(octets, (int) start, marker);
    ipv4Root = ipv4Root();
  }

  private int ipv4Root() throws IOException {
    var node = 0L;
    for (var i = 0; i < IPV4_DEPTH && bits == IPV6_BITS; i++) {
      if (node >= nodes) {
        return NOWHERE;
      }
      node = record((int) node, 0);
    }
    return node < nodes && bits == IPV6_BITS ? (int) node : NOWHERE;
  }

  /// Returns every network that is in a known region.
  ///
  /// @throws org.pharosdns.zone.model.NoRoomException when the heap has no room for them
  GeoNetworks networks() throws IOException {
    add(walk(0, 0, 0, 0), 0, 0, 0);
    return networks.build();
  }

  /// Adds the networks of a subtree, unless it is one, and returns the region of that. IPv4 is one
  /// for itself; networks of IPv6 that only stand for it are none.
  private int walk(long record, long high, long low, int depth) throws IOException {
    if (depth == IPV4_DEPTH && high == 0 && low == 0) {
      add(subtree(record, high, low, depth), high, low, depth);
      return MIXED;
    }
    return record == ipv4Root ? GeoRegion.UNKNOWN : subtree(record, high, low, depth);
  }

  private int subtree(long record, long high, long low, int depth) throws IOException {
    if (record >= nodes) {
      return record == nodes ? GeoRegion.UNKNOWN : region(record - nodes - SEPARATOR);
    }
    if (depth == bits) {
      throw new IOException("its tree is deeper than an address is long");
    }
    if (++walked > MOST_NODES) {
      throw new IOException("its tree has more than " + MOST_NODES + " nodes");
    }
    var node = (int) record;
    var nextHigh = depth < Long.SIZE ? high | Long.MIN_VALUE >>> depth : high;
    var nextLow = depth < Long.SIZE ? low : low | Long.MIN_VALUE >>> depth;
    var first = walk(record(node, 0), high, low, depth + 1);
    add(first, high, low, depth + 1);
    var second = walk(record(node, 1), nextHigh, nextLow, depth + 1);
    if (first != second || first == MIXED) {
      add(second, nextHigh, nextLow, depth + 1);
      return MIXED;
    }
    if (first != GeoRegion.UNKNOWN) {
      networks.removeLast();
    }
    return first;
  }

  private void add(int region, long high, long low, int depth) {
    if (region != MIXED && region != GeoRegion.UNKNOWN) {
      networks.add(network(high, low, depth), region);
    }
  }

  private Prefix network(long high, long low, int depth) {
    if (bits == IPV4_BITS) {
      return new Prefix(high, 0, depth, true);
    }
    var isIpv4 = depth >= IPV4_DEPTH && high == 0 && low >>> IPV4_BITS == 0;
    return isIpv4
        ? new Prefix(low << IPV4_BITS, 0, depth - IPV4_DEPTH, true)
        : new Prefix(high, low, depth, false);
  }

  private long record(int node, int side) {
    var at = node * (recordBits / 4);
    return switch (recordBits) {
      case 24 -> number(at + 3 * side, 3);
      case 28 -> {
        var middle = Byte.toUnsignedLong(octets[at + 3]);
        yield side == 0
            ? (middle & 0xf0) << 20 | number(at, 3)
            : (middle & 0x0f) << 24 | number(at + 4, 3);
      }
      default -> number(at + 4 * side, 4);
    };
  }

  private long number(int at, int count) {
    var value = 0L;
    for (var i = 0; i < count; i++) {
      value = value << Byte.SIZE | Byte.toUnsignedInt(octets[at + i]);
    }
    return value;
  }

  /// What is known of a network only by where it is registered counts as well.
  private int region(long offset) throws IOException {
    if (offset < 0 || offset > octets.length) {
      throw new IOException("a network has its data outside of the file");
    }
    var record = (int) offset;
    return known.find(record) ? known.region(record) : known.keep(record, read(record));
  }

  private int read(int record) throws IOException {
    var country = data.letters(data.find(data.find(record, COUNTRY), ISO_CODE));
    if (country == 0) {
      country = data.letters(data.find(data.find(record, REGISTERED_COUNTRY), ISO_CODE));
    }
    var continent = data.letters(data.find(data.find(record, CONTINENT), CODE));
    return GeoRegion.of(country, continent);
  }

  /// The regions of the records that were read last: neighbours have often the same.
  private static final class RegionCache {
    private static final int SIZE = 1 << 16;

    private final int[] records = new int[SIZE];
    private final int[] regions = new int[SIZE];

    RegionCache() {
      Arrays.fill(records, GeoData.NONE);
    }

    boolean find(int record) {
      return records[record % SIZE] == record;
    }

    int region(int record) {
      return regions[record % SIZE];
    }

    int keep(int record, int region) {
      records[record % SIZE] = record;
      regions[record % SIZE] = region;
      return region;
    }
  }
}
