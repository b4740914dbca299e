package org.pharosdns.zone.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Octets and ascending numbers, deflated (RFC 1951).
final class PackedOctets {
  private static final int PIECE_OCTETS = HeapRoom.LARGE_OCTETS;

  private final List<byte[]> pieces;
  private final int octets;
  private final int numbers;

  private PackedOctets(List<byte[]> pieces, int octets, int numbers) {
    this.pieces = pieces;
    this.octets = octets;
    this.numbers = numbers;
  }

  /// Packs the first `length` of `octets`, and `numbers`.
  ///
  /// @throws NoRoomException when there is no room for what comes out
  static PackedOctets of(byte[] octets, int length, int[] numbers, HeapRoom room) {
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      var pieces = new Pieces(room);
      room.requireArray((long) Integer.BYTES * numbers.length);
      deflater.setInput(steps(numbers));
      while (!deflater.needsInput()) {
        pieces.take(deflater);
      }
      deflater.setInput(octets, 0, length);
      deflater.finish();
      while (!deflater.finished()) {
        pieces.take(deflater);
      }
      return new PackedOctets(pieces.all(), length, numbers.length);
    } finally {
      deflater.end();
    }
  }

  /// What comes out of a deflater, in pieces of the same size but for the last one.
  private static final class Pieces {
    private final HeapRoom room;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[0];
    private int used;

    Pieces(HeapRoom room) {
      this.room = room;
    }

    void take(Deflater deflater) {
      if (used == last.length) {
        room.require(PIECE_OCTETS);
        if (used > 0) {
          full.add(last);
        }
        last = new byte[PIECE_OCTETS];
        used = 0;
      }
      used += deflater.deflate(last, used, last.length - used);
    }

    List<byte[]> all() {
      full.add(Arrays.copyOf(last, used));
      return full;
    }
  }

  /// The difference of each number to the one before as 32 bits: nearly the same again and again.
  private static byte[] steps(int[] numbers) {
    var steps = new byte[Integer.BYTES * numbers.length];
    var before = 0;
    for (var i = 0; i < numbers.length; i++) {
      var step = numbers[i] - before;
      for (var k = 0; k < Integer.BYTES; k++) {
        steps[Integer.BYTES * i + k] = (byte) (step >>> (Byte.SIZE * k));
      }
      before = numbers[i];
    }
    return steps;
  }

  /// Returns how many octets of memory it takes to unpack it.
  long unpackedOctets() {
    return octets + 2L * Integer.BYTES * numbers;
  }

  /// Returns the octets, anew.
  byte[] octets() {
    try (var from = new Unpacking(pieces)) {
      from.read(new byte[Integer.BYTES * numbers]);
      return from.read(new byte[octets]);
    }
  }

  /// Returns the numbers, anew.
  int[] numbers() {
    try (var from = new Unpacking(pieces)) {
      var steps = from.read(new byte[Integer.BYTES * numbers]);
      var result = new int[numbers];
      var number = 0;
      for (var i = 0; i < numbers; i++) {
        for (var k = 0; k < Integer.BYTES; k++) {
          number += (steps[Integer.BYTES * i + k] & 0xff) << (Byte.SIZE * k);
        }
        result[i] = number;
      }
      return result;
    }
  }

  /// Reads what was packed from its start on.
  private static final class Unpacking implements AutoCloseable {
    private final Iterator<byte[]> pieces;
    private final Inflater inflater = new Inflater(true);

    Unpacking(List<byte[]> pieces) {
      this.pieces = pieces.iterator();
    }

    /// Fills `out` and returns it.
    byte[] read(byte[] out) {
      try {
        for (var done = 0; done < out.length; ) {
          if (inflater.needsInput()) {
            inflater.setInput(pieces.next());
          }
          done += inflater.inflate(out, done, out.length - done);
        }
        return out;
      } catch (DataFormatException e) {
        throw new IllegalStateException("packed octets are damaged", e);
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
