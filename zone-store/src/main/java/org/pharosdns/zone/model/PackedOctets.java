package org.pharosdns.zone.model;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Octets and ascending numbers, deflated (RFC 1951).
final class PackedOctets {
  private static final int PIECE_OCTETS = 64 << 10;

  private final byte[] small;
  private final int octets;
  private final int numbers;

  private PackedOctets(byte[] small, int octets, int numbers) {
    this.small = small;
    this.octets = octets;
    this.numbers = numbers;
  }

  /// Packs the first `length` of `octets`, and `numbers`.
  static PackedOctets of(byte[] octets, int length, int[] numbers) {
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      var small = new ByteArrayOutputStream(length / 6);
      var piece = new byte[PIECE_OCTETS];
      deflater.setInput(steps(numbers));
      while (!deflater.needsInput()) {
        small.write(piece, 0, deflater.deflate(piece));
      }
      deflater.setInput(octets, 0, length);
      deflater.finish();
      while (!deflater.finished()) {
        small.write(piece, 0, deflater.deflate(piece));
      }
      return new PackedOctets(small.toByteArray(), length, numbers.length);
    } finally {
      deflater.end();
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
    var inflater = inflater();
    try {
      inflate(inflater, new byte[Integer.BYTES * numbers]);
      return inflate(inflater, new byte[octets]);
    } finally {
      inflater.end();
    }
  }

  /// Returns the numbers, anew.
  int[] numbers() {
    var inflater = inflater();
    try {
      var steps = inflate(inflater, new byte[Integer.BYTES * numbers]);
      var result = new int[numbers];
      var number = 0;
      for (var i = 0; i < numbers; i++) {
        for (var k = 0; k < Integer.BYTES; k++) {
          number += (steps[Integer.BYTES * i + k] & 0xff) << (Byte.SIZE * k);
        }
        result[i] = number;
      }
      return result;
    } finally {
      inflater.end();
    }
  }

  private Inflater inflater() {
    var inflater = new Inflater(true);
    inflater.setInput(small);
    return inflater;
  }

  private static byte[] inflate(Inflater inflater, byte[] out) {
    try {
      for (var done = 0; done < out.length; ) {
        var more = inflater.inflate(out, done, out.length - done);
        if (more == 0) {
          throw new IllegalStateException("packed octets end early");
        }
        done += more;
      }
      return out;
    } catch (DataFormatException e) {
      throw new IllegalStateException("packed octets are damaged", e);
    }
  }
}
