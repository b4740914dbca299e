package org.pharosdns.cli.geo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pharosdns.zone.steer.GeoRegion;

/// A section of fields in a MaxMind database file: what describes the file, or the data of its
/// networks. A field is a control octet with its type and size, then what it holds.
///
/// What is not asked for is passed over field by field: nothing is made of it, no pointer in it is
/// followed, however deep it is.
final class GeoData {
  /// There is no such field.
  static final int NONE = -1;

  private static final int POINTER = 1;
  private static final int TEXT = 2;
  private static final int UNSIGNED_16 = 5;
  private static final int UNSIGNED_32 = 6;
  private static final int MAP = 7;
  private static final int ARRAY = 11;
  private static final int BOOLEAN = 14;
  private static final int FIRST_EXTENDED = 7;

  /// A file of the largest size has as many fields at most, and some are looked at repeatedly.
  private static final int MOST_FIELDS = 1 << 30;

  private final byte[] octets;
  private final int start;
  private final int end;
  private int fieldsRead;

  /// The field that was opened last, and where what it holds begins; a pointer holds nothing, its
  /// size is what it says.
  private int type;

  private int size;
  private int at;

  GeoData(byte[] octets, int start, int end) {
    this.octets = octets;
    this.start = start;
    this.end = end;
  }

  /// Returns the offset of the value that a map has for `key`; {@link #NONE} when it has none, and
  /// for all that is no map.
  ///
  /// @param map the offset of a field, or {@link #NONE}
  int find(int map, byte[] key) throws IOException {
    if (map == NONE) {
      return NONE;
    }
    follow(map);
    if (type != MAP) {
      return NONE;
    }
    var pairs = size;
    var next = at - start;
    for (var i = 0; i < pairs; i++) {
      var value = behind(next);
      if (isText(next, key)) {
        return value;
      }
      next = behind(value);
    }
    return NONE;
  }

  private boolean isText(int offset, byte[] text) throws IOException {
    follow(offset);
    return type == TEXT && Arrays.equals(octets, at, at + size, text, 0, text.length);
  }

  /// Returns a number that has to be there.
  int number(int map, String key, int most) throws IOException {
    var offset = find(map, key.getBytes(StandardCharsets.US_ASCII));
    var value = -1L;
    if (offset != NONE) {
      follow(offset);
      value = type == UNSIGNED_16 || type == UNSIGNED_32 ? unsigned(size) : value;
    }
    if (value < 0 || value > most) {
      throw new IOException("its " + key + " is missing or out of range");
    }
    return (int) value;
  }

  /// Returns the two capital letters of a code as they are in a region, 0 for any other field.
  int letters(int offset) throws IOException {
    if (offset == NONE) {
      return 0;
    }
    follow(offset);
    var isCode = type == TEXT && size == 2 && isCapital(octets[at]) && isCapital(octets[at + 1]);
    return isCode ? GeoRegion.letters(octets[at], octets[at + 1]) : 0;
  }

  private static boolean isCapital(byte letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  /// Opens a field, or that which it points to.
  private void follow(int offset) throws IOException {
    open(offset);
    if (type == POINTER) {
      open(size);
      if (type == POINTER) {
        throw new IOException("a pointer leads to a pointer");
      }
    }
  }

  /// Returns the offset behind a field and all fields in it.
  private int behind(int offset) throws IOException {
    var next = offset;
    for (var left = 1L; left > 0; left--) {
      open(next);
      switch (type) {
        case MAP -> left += 2L * size;
        case ARRAY -> left += size;
        case POINTER, BOOLEAN -> {}
        default -> at += size;
      }
      next = at - start;
    }
    return next;
  }

  private void open(int offset) throws IOException {
    if (++fieldsRead > MOST_FIELDS) {
      throw new IOException("it takes too long to read: its records overlap");
    }
    if (offset < 0 || offset >= end - start) {
      throw new IOException("a field begins outside of its section");
    }
    at = start + offset;
    var control = (int) unsigned(1);
    type = control >> 5;
    size = control & 0x1f;
    if (type == POINTER) {
      openPointer(size >> 3, size & 7);
      return;
    }
    if (type == 0) {
      type = FIRST_EXTENDED + (int) unsigned(1);
    }
    switch (size) {
      case 29 -> size += (int) unsigned(1);
      case 30 -> size = 285 + (int) unsigned(2);
      case 31 -> size = 65_821 + (int) unsigned(3);
      default -> {}
    }
    if (type != MAP && type != ARRAY && type != BOOLEAN && size > end - at) {
      throw new IOException("a field ends outside of its section");
    }
  }

  /// Each size of pointer begins where the one before ends.
  private void openPointer(int lengthCode, int firstBits) throws IOException {
    size =
        switch (lengthCode) {
          case 0 -> firstBits << 8 | (int) unsigned(1);
          case 1 -> (firstBits << 16 | (int) unsigned(2)) + 2048;
          case 2 -> (firstBits << 24 | (int) unsigned(3)) + 526_336;
          default -> (int) unsigned(4);
        };
  }

  /// Reads so many octets, 4 at most, and passes them.
  private long unsigned(int count) throws IOException {
    if (count > end - at) {
      throw new IOException("a field ends outside of its section");
    }
    if (count > Integer.BYTES) {
      throw new IOException("a number is longer than its type");
    }
    var value = 0L;
    for (var i = 0; i < count; i++) {
      value = value << Byte.SIZE | Byte.toUnsignedInt(octets[at++]);
    }
    return value;
  }
}
