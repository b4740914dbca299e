package org.pharosdns.zone.model;

/// A heap of given figures, in which nothing happens but what a test says.
public final class FixedHeap implements HeapRoom.Heap {
  private final long maxOctets;
  private long liveOctets;
  private long garbageOctets;
  private long nowNanos;
  private int collections;

  /// A heap without garbage.
  public FixedHeap(long maxOctets, long liveOctets) {
    this.maxOctets = maxOctets;
    this.liveOctets = liveOctets;
  }

  /// A heap in which exactly so much is free for what is large.
  public static FixedHeap withFree(long octets) {
    return new FixedHeap(128L << 20, (120L << 20) - octets);
  }

  /// Something that lives takes all that is free.
  public void fill() {
    liveOctets = maxOctets;
  }

  void addGarbage(long octets) {
    garbageOctets += octets;
  }

  void passSeconds(long seconds) {
    nowNanos += seconds * 1_000_000_000L;
  }

  int collections() {
    return collections;
  }

  @Override
  public long maxOctets() {
    return maxOctets;
  }

  @Override
  public long usedOctets() {
    return liveOctets + garbageOctets;
  }

  @Override
  public void collect() {
    collections++;
    garbageOctets = 0;
  }

  @Override
  public long nowNanos() {
    return nowNanos;
  }
}
