package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pharosdns.zone.model.HeapRoom;

/// Where networks are. There may be a million of them, so they stand in arrays. Immutable.
public final class GeoNetworks {
  /// Nothing is known.
  public static final GeoNetworks NONE = new Builder(HeapRoom.OF_JVM).build();

  private final long[] high;
  private final long[] low;
  private final byte[] bits;
  private final int[] regions;
  private final int ipv4;

  private GeoNetworks(Builder from) {
    high = from.high;
    low = from.low;
    bits = from.bits;
    regions = from.regions;
    ipv4 = from.ipv4;
  }

  /// Returns how many there are.
  public int size() {
    return regions.length;
  }

  /// Returns the network of an index from 0.
  Prefix prefix(int index) {
    return new Prefix(high[index], low[index], Byte.toUnsignedInt(bits[index]), index < ipv4);
  }

  /// Returns where it is, see {@link GeoRegion}.
  int region(int index) {
    return regions[index];
  }

  /// Equal ones have the same networks in the same order.
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof GeoNetworks networks
            && networks.ipv4 == ipv4
            && Arrays.equals(networks.regions, regions)
            && Arrays.equals(networks.bits, bits)
            && Arrays.equals(networks.high, high)
            && Arrays.equals(networks.low, low));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(regions);
  }

  /// Returns a line for each: `192.0.2.0/24 DE EU`.
  @Override
  public String toString() {
    return IntStream.range(0, size())
        .mapToObj(index -> prefix(index) + " " + GeoRegion.text(region(index)))
        .collect(Collectors.joining("\n"));
  }

  /// Collects networks, those of IPv4 first.
  public static final class Builder {
    private static final int FEW = 1024;
    private static final int OCTETS_OF_ONE = 2 * Long.BYTES + Integer.BYTES + Byte.BYTES;

    private final HeapRoom room;
    private long[] high = {};
    private long[] low = {};
    private byte[] bits = {};
    private int[] regions = {};
    private int count;
    private int ipv4;

    /// @param room is asked before more is held
    public Builder(HeapRoom room) {
      this.room = room;
    }

    /// Adds a network that is none of those before.
    ///
    /// @throws org.pharosdns.zone.model.NoRoomException when the heap has no room for it
    public void add(Prefix network, int region) {
      if (count == regions.length) {
        resize(Math.max(FEW, count + count / 2));
      }
      high[count] = network.high();
      low[count] = network.low();
      bits[count] = (byte) network.bits();
      regions[count] = region;
      count++;
      if (network.isIpv4()) {
        ipv4 = count;
      }
    }

    /// Takes the last one away.
    public void removeLast() {
      count--;
      ipv4 = Math.min(ipv4, count);
    }

    /// Returns the networks; nothing may be added afterwards.
    ///
    /// @throws org.pharosdns.zone.model.NoRoomException when the heap has no room for them
    public GeoNetworks build() {
      resize(count);
      return new GeoNetworks(this);
    }

    private void resize(int capacity) {
      room.requireArray((long) capacity * OCTETS_OF_ONE);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
      bits = Arrays.copyOf(bits, capacity);
      regions = Arrays.copyOf(regions, capacity);
    }
  }
}
