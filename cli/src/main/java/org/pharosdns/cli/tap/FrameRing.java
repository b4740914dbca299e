package org.pharosdns.cli.tap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.tap.Sample;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.wire.Octets;

/// A ring of data frames between one event loop, which builds them in it, and one thread that
/// sends them as they lie. Neither waits for the other: what finds no room is dropped and counted.
///
/// Two counters say it all: `written` is moved by the event loop alone, `taken` by the other thread
/// alone, each after the octets it vouches for. They count laps of `capacity` octets. The frames of
/// a message never wrap: they may reach beyond the end of a lap, and then the next lap begins.
///
/// ```
///  0              taken            written        capacity
///  |  free          | frames, frames  |  free         | end of the lap, at most here ...|
/// ```
final class FrameRing implements Tap {
  /// A chunk that is sent at once ends with the frame that makes it as long as this.
  private static final int CHUNK_OCTETS = 1 << 16;

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /// Unused numbers, so that the two threads do not write to one cache line.
  private static final int PADDING = 16;

  private static final int WRITTEN = PADDING;
  private static final int DROPPED = WRITTEN + 1;

  /// Where the lap before the one of `written` ended.
  private static final int LAP_END = DROPPED + 1;

  private static final int TAKEN = LAP_END + PADDING;
  private static final int CELLS = TAKEN + PADDING;

  private final DnstapFrames frames;
  private final byte[] octets;
  private final int capacity;
  private final Sample sample;
  private final long[] cells = new long[CELLS];

  /// What `taken` was when the event loop looked last.
  private long seenTaken;

  /// The chunk that was handed out last: its end, and how many frames it has.
  private int chunkEnd;

  private int chunkFrames;

  /// @param capacity in octets, a power of two, at least that of {@link TapRings#capacity}
  /// @param share of the messages to keep, above 0 to 1
  /// @param draw decides which; this ring's own
  FrameRing(DnstapFrames frames, int capacity, double share, Draw draw) {
    this.frames = frames;
    this.capacity = capacity;
    octets = new byte[capacity + frames.mostOctets()];
    sample = new Sample(share, draw);
  }

  @Override
  public void saw(
      byte[] in,
      int inOffset,
      int inOctets,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset,
      int outOctets) {
    if (!sample.keeps()) {
      return;
    }
    var answerOctets = Math.max(0, outOctets);
    var written = cells[WRITTEN];
    var start = (int) written & (capacity - 1);
    var end = start + frames.octets(client, inOctets, answerOctets);
    var next = written + (Math.min(end, capacity) - start);
    if (next - seenTaken > capacity) {
      seenTaken = (long) CELL.getAcquire(cells, TAKEN);
      if (next - seenTaken > capacity) {
        CELL.setOpaque(cells, DROPPED, cells[DROPPED] + 1);
        return;
      }
    }
    frames.write(
        octets, start, in, inOffset, inOctets, client, nowNanos, out, outOffset, answerOctets);
    if (end >= capacity) {
      cells[LAP_END] = end;
    }
    CELL.setRelease(cells, WRITTEN, next);
  }

  /// Returns frames to send, the oldest first and none cut; empty when there are none. The same
  /// ones again until {@link #sent}. By one thread only.
  ByteBuffer chunk() {
    var written = (long) CELL.getAcquire(cells, WRITTEN);
    var taken = cells[TAKEN];
    var start = (int) taken & (capacity - 1);
    var sameLap = (taken ^ written) < capacity;
    var end = sameLap ? (int) written & (capacity - 1) : (int) cells[LAP_END];
    chunkEnd = start;
    chunkFrames = 0;
    while (chunkEnd < end && (chunkEnd - start < CHUNK_OCTETS || chunkEnd >= capacity)) {
      chunkEnd += Integer.BYTES + Octets.i32(octets, chunkEnd);
      chunkFrames++;
    }
    return ByteBuffer.wrap(octets, start, chunkEnd - start);
  }

  /// How many frames the last chunk has.
  int chunkFrames() {
    return chunkFrames;
  }

  /// Forgets the last chunk.
  void sent() {
    var taken = cells[TAKEN];
    var start = (int) taken & (capacity - 1);
    CELL.setRelease(cells, TAKEN, taken + (Math.min(chunkEnd, capacity) - start));
    chunkFrames = 0;
    chunkEnd = 0;
  }

  /// How many messages found no room since the start. Any thread.
  long dropped() {
    return (long) CELL.getOpaque(cells, DROPPED);
  }
}
