package org.pharosdns.zone.model;

import org.jspecify.annotations.Nullable;

/// The room in the heap, asked for before something large is allocated: a heap that is full
/// ends the process, so a zone that does not fit is refused before.
///
/// Of the heap a sixteenth, and 8 MiB at least, is set aside for all that does not ask; what is
/// small may have three quarters of that. What the heap holds may be garbage: before something is
/// refused, the heap is collected, if that can help. Where refusals come by the thousand they do
/// not each collect: for ten seconds only when much was allocated since. Any thread.
public final class HeapRoom {
  /// What is at least so large is to ask.
  public static final int LARGE_OCTETS = 1 << 20;

  /// The room in the heap of this virtual machine.
  public static final HeapRoom OF_JVM = new HeapRoom(new OwnHeap());

  private static final long LEAST_RESERVE = 8L << 20;
  private static final int RESERVE_SHARE = 16;
  private static final int SMALL_SHARE = 4;
  private static final long PAUSE_NANOS = 10_000_000_000L;

  /// The figures of a heap.
  public interface Heap {
    /// Returns how many octets it may grow to.
    long maxOctets();

    /// Returns how many octets it holds, garbage included.
    long usedOctets();

    /// Takes the garbage out.
    void collect();

    /// Returns the time of a clock that only goes forwards.
    long nowNanos();
  }

  private record Collection(long atNanos, long usedOctets) {}

  private final Heap heap;
  private @Nullable Collection last;

  /// Asks for room in `heap`.
  public HeapRoom(Heap heap) {
    this.heap = heap;
  }

  /// Returns when there is room for `octets` more.
  ///
  /// @throws NoRoomException when there is not, nor after a collection
  public void require(long octets) {
    if (!has(octets)) {
      throw new NoRoomException(octets, free(octets), heap.maxOctets());
    }
  }

  /// Returns when there is room for an array of `octets`, as one that is not large always has.
  ///
  /// @throws NoRoomException when there is not, nor after a collection
  public void requireArray(long octets) {
    if (octets >= LARGE_OCTETS) {
      require(octets);
    }
  }

  /// Whether there is room for `octets` more, after a collection if need be.
  public synchronized boolean has(long octets) {
    if (free(octets) >= octets) {
      return true;
    }
    if (!collectionCanHelp(octets)) {
      return false;
    }
    heap.collect();
    last = new Collection(heap.nowNanos(), heap.usedOctets());
    return free(octets) >= octets;
  }

  private boolean collectionCanHelp(long octets) {
    if (heap.maxOctets() - reserve(octets) < octets) {
      return false;
    }
    if (last == null || heap.nowNanos() - last.atNanos >= PAUSE_NANOS) {
      return true;
    }
    var since = heap.usedOctets() - last.usedOctets;
    return since >= Math.max(reserve(0), octets - free(octets));
  }

  private long free(long octets) {
    return heap.maxOctets() - reserve(octets) - heap.usedOctets();
  }

  private long reserve(long octets) {
    var whole = Math.max(LEAST_RESERVE, heap.maxOctets() / RESERVE_SHARE);
    return octets < LARGE_OCTETS ? whole / SMALL_SHARE : whole;
  }

  private static final class OwnHeap implements Heap {
    private final Runtime runtime = Runtime.getRuntime();

    @Override
    public long maxOctets() {
      return runtime.maxMemory();
    }

    @Override
    public long usedOctets() {
      return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void collect() {
      System.gc();
    }

    @Override
    public long nowNanos() {
      return System.nanoTime();
    }
  }
}
