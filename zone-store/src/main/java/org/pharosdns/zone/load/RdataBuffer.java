package org.pharosdns.zone.load;

import java.util.Arrays;

/// The RDATA of the record being read, in wire form. Reused from record to record.
final class RdataBuffer {
  /// The most that RDLENGTH can say.
  static final int MAX_OCTETS = 65_535;

  private static final int MARGIN = 512;

  private final byte[] octets = new byte[MAX_OCTETS + MARGIN];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] octets() {
    return octets;
  }

  int length() {
    return length;
  }

  void u8(int value) {
    octets[length++] = (byte) value;
  }

  void u16(int value) {
    u8(value >> 8);
    u8(value);
  }

  void u32(long value) {
    u16((int) (value >> 16));
    u16((int) value);
  }

  void set(int at, int value) {
    octets[at] = (byte) value;
  }

  /// Counts octets that were written behind {@link #length}.
  void wrote(int count) {
    length += count;
  }

  void bytes(byte[] from) {
    System.arraycopy(from, 0, octets, length, from.length);
    length += from.length;
  }

  byte[] copy(int from) {
    return Arrays.copyOfRange(octets, from, length);
  }

  void truncate(int length) {
    this.length = length;
  }

  /// Makes sure that a field of up to 512 octets can be written.
  ///
  /// @param offset the place of the field in the text
  void checkRoom(int offset) throws BadText {
    if (length > MAX_OCTETS) {
      throw new BadText(offset, "RDATA of more than 65,535 octets");
    }
  }
}
