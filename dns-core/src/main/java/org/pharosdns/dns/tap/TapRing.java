package org.pharosdns.dns.tap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;

/// A ring of octets between one event loop, which copies messages into it, and one thread that
/// takes them out. Neither waits for the other: what finds no room is dropped and counted.
///
/// Two counters of octets say it all: `written` is moved by the event loop alone, `taken` by the
/// other thread alone, each after the octets it vouches for. A record never wraps; where the end of
/// the array is too near, a gap is left, whose length stands negated in place of the record's.
///
/// ```
///   0 length of the record, a multiple of 8      4 length of the answer, or Tap.LATER
///   8 monotonic nanoseconds of the message      16 length of the message
///  20 port   22 transport   23 length of the address   24 address   40 message, answer
/// ```
public final class TapRing implements Tap {
  /// The least capacity that takes every message with its answer.
  public static final int LEAST_OCTETS = 1 << 19;

  static final int ANSWER = 4;
  static final int NANOS = 8;
  static final int MESSAGE = 16;
  static final int PORT = 20;
  static final int TRANSPORT = 22;
  static final int ADDRESS_OCTETS = 23;
  static final int ADDRESS = 24;
  static final int HEADER_OCTETS = 40;

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /// Unused numbers, so that the two threads do not write to one cache line.
  private static final int PADDING = 16;

  private static final int WRITTEN = PADDING;
  private static final int DROPPED = WRITTEN + 1;
  private static final int TAKEN = DROPPED + PADDING;
  private static final int CELLS = TAKEN + PADDING;

  private final byte[] octets;
  private final int mask;
  private final Sample sample;
  private final long[] cells = new long[CELLS];
  private final Passage passage;

  /// What `taken` was when the event loop looked last.
  private long seenTaken;

  /// @param capacity in octets, a power of two, at least {@link #LEAST_OCTETS}
  /// @param share of the messages to keep, above 0 to 1
  /// @param draw decides which; this ring's own
  public TapRing(int capacity, double share, Draw draw) {
    if (Integer.bitCount(capacity) != 1 || capacity < LEAST_OCTETS) {
      throw new IllegalArgumentException("no capacity of a ring: " + capacity);
    }
    octets = new byte[capacity];
    mask = capacity - 1;
    sample = new Sample(share, draw);
    passage = new Passage(octets);
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
    var length = (HEADER_OCTETS + inOctets + answerOctets + 7) & -8;
    var at = room(length);
    if (at < 0) {
      CELL.setOpaque(cells, DROPPED, cells[DROPPED] + 1);
      return;
    }
    INT.set(octets, at, length);
    INT.set(octets, at + ANSWER, outOctets);
    LONG.set(octets, at + NANOS, nowNanos);
    INT.set(octets, at + MESSAGE, inOctets);
    SHORT.set(octets, at + PORT, (short) client.port());
    octets[at + TRANSPORT] = (byte) (client.transport() == Client.Transport.TCP ? 1 : 0);
    octets[at + ADDRESS_OCTETS] = (byte) client.addressOctets();
    System.arraycopy(client.address(), 0, octets, at + ADDRESS, 16);
    System.arraycopy(in, inOffset, octets, at + HEADER_OCTETS, inOctets);
    System.arraycopy(out, outOffset, octets, at + HEADER_OCTETS + inOctets, answerOctets);
    CELL.setRelease(cells, WRITTEN, cells[WRITTEN] + length);
  }

  /// Returns where a record of `length` octets can be written, −1 when there is no room.
  private int room(int length) {
    var at = (int) cells[WRITTEN] & mask;
    var gap = at + length > octets.length ? octets.length - at : 0;
    var end = cells[WRITTEN] + gap + length;
    if (end - seenTaken > octets.length) {
      seenTaken = (long) CELL.getAcquire(cells, TAKEN);
      if (end - seenTaken > octets.length) {
        return -1;
      }
    }
    if (gap > 0) {
      INT.set(octets, at, -gap);
      CELL.setRelease(cells, WRITTEN, cells[WRITTEN] + gap);
      return 0;
    }
    return at;
  }

  /// Takes out what is there, the oldest first, until `watcher` has enough. By one thread only.
  ///
  /// @return how many messages were taken out
  public int drain(Watcher watcher) {
    var taken = cells[TAKEN];
    var written = (long) CELL.getAcquire(cells, WRITTEN);
    var count = 0;
    var more = true;
    while (more && taken < written) {
      var at = (int) taken & mask;
      var length = (int) INT.get(octets, at);
      taken += Math.abs(length);
      if (length > 0) {
        passage.at(at);
        more = watcher.takes(passage);
        count++;
      }
      CELL.setRelease(cells, TAKEN, taken);
    }
    return count;
  }

  /// How many messages found no room since the start. Any thread.
  public long dropped() {
    return (long) CELL.getOpaque(cells, DROPPED);
  }

  /// Takes what comes out of a ring.
  @FunctionalInterface
  public interface Watcher {
    /// Takes a message with its answer, which is gone as soon as this returns.
    ///
    /// @return whether it can take another one now
    boolean takes(Passage passage);
  }
}
