package org.pharosdns.dns.answer;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.pharosdns.dns.wire.Octets;

/// A growing array of octets in which compiled answers are laid down one after the other.
///
/// At most 2^31 − 9 octets. Owned by one thread; off the query path.
public final class Arena {
  private static final int MAX_OCTETS = Integer.MAX_VALUE - 8;

  private final LongConsumer room;
  private byte[] octets;
  private int length;

  /// Creates an empty arena with room for `expected` octets, which grows as it needs.
  public Arena(int expected) {
    this(expected, any -> {});
  }

  /// Creates an empty arena with room for `expected` octets.
  ///
  /// @param room is asked before the arena grows to so many octets, and throws when it may not;
  ///     what is laid down so far stays then
  public Arena(int expected, LongConsumer room) {
    this.room = room;
    octets = new byte[Math.max(expected, Long.BYTES)];
  }

  /// Creates an arena that goes on behind the first `length` of `octets`, which it shares as long
  /// as what is laid down fits in them.
  ///
  /// @param room as for an empty one
  public Arena(byte[] octets, int length, LongConsumer room) {
    this.room = room;
    this.octets = octets;
    this.length = length;
  }

  /// How many octets are laid down; where the next one goes.
  public int length() {
    return length;
  }

  /// The octets so far; valid until the next one is appended.
  public byte[] octets() {
    return octets;
  }

  /// Returns the octets, with little unused room behind them. Nothing is to be appended afterwards.
  public byte[] toArray() {
    return octets.length - length > length / 32 ? Arrays.copyOf(octets, length) : octets;
  }

  /// Appends one octet.
  public void u8(int value) {
    var at = reserve(1);
    octets[at] = (byte) value;
  }

  /// Appends two octets.
  public void u16(int value) {
    var at = reserve(2);
    Octets.putU16(octets, at, value);
  }

  /// Appends four octets.
  public void i32(int value) {
    var at = reserve(4);
    Octets.putI32(octets, at, value);
  }

  /// Appends `count` octets of `source` from `offset` on.
  public void append(byte[] source, int offset, int count) {
    var at = reserve(count);
    System.arraycopy(source, offset, octets, at, count);
  }

  /// Appends zeros until the length is a multiple of `alignment`.
  public void align(int alignment) {
    reserve(-length & alignment - 1);
  }

  /// Makes room for `count` zeros and returns where they start.
  ///
  /// @throws IllegalStateException when the arena is full
  public int reserve(int count) {
    var start = length;
    if (count > MAX_OCTETS - start) {
      throw new IllegalStateException("zone needs more than 2 GiB");
    }
    var end = start + count;
    if (end > octets.length) {
      var wanted = Math.max((long) end, octets.length + (octets.length >> 1));
      var size = (int) Math.min(wanted, MAX_OCTETS);
      room.accept(size);
      octets = Arrays.copyOf(octets, size);
    }
    length = end;
    return start;
  }
}
