package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Octets written one behind the other into an array that grows. Owned by one thread.
final class OctetWriter {
  private byte[] octets = new byte[1 << 16];
  private int size;

  int size() {
    return size;
  }

  /// Forgets what stands behind the first `size` octets.
  void truncate(int size) {
    this.size = size;
  }

  /// Returns what is written, to be read before anything else is.
  ByteBuffer readable() {
    return ByteBuffer.wrap(octets, 0, size);
  }

  /// Returns the array, of which the first {@link #size()} octets count.
  byte[] array() {
    return octets;
  }

  OctetWriter put(int octet) {
    grow(1);
    octets[size++] = (byte) octet;
    return this;
  }

  OctetWriter put(byte[] from, int offset, int length) {
    grow(length);
    System.arraycopy(from, offset, octets, size, length);
    size += length;
    return this;
  }

  /// Writes a text of ASCII characters.
  OctetWriter ascii(String text) {
    var from = text.getBytes(ISO_8859_1);
    return put(from, 0, from.length);
  }

  /// Writes a number from 0 on in decimal digits.
  OctetWriter decimal(int number) {
    grow(10);
    var digits = 1;
    for (var rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    var rest = number;
    for (var i = size + digits - 1; i >= size; i--) {
      octets[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  /// Writes a number from 0 to 999 in three digits.
  OctetWriter threeDigits(int number) {
    return put('0' + number / 100).put('0' + number / 10 % 10).put('0' + number % 10);
  }

  /// Writes four octets, the most significant first.
  OctetWriter u32(int number) {
    return put(number >>> 24).put(number >>> 16).put(number >>> 8).put(number);
  }

  private void grow(int room) {
    if (octets.length - size < room) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, size + room));
    }
  }
}
