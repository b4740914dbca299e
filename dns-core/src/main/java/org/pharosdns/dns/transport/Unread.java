package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/// What a TCP client has sent and nobody has answered yet: messages behind their length in two
/// octets (RFC 1035 section 4.2.2), the last one perhaps unfinished.
///
/// Owned by one event loop; to be released once.
final class Unread {
  /// The length in front of a message.
  static final int LENGTH_OCTETS = 2;

  /// So much room is kept for what is still to come, and once more as much as there is.
  private static final int ROOM_OCTETS = 1 << 10;

  private ByteBuf octets = Unpooled.EMPTY_BUFFER;
  private boolean borrowed;

  /// Takes `read`, as it comes from the channel, to the end.
  void add(ByteBuf read) {
    if (octets.isReadable()) {
      octets.discardReadBytes().writeBytes(read);
      read.release();
    } else {
      octets.release();
      octets = read;
      borrowed = true;
    }
  }

  boolean isEmpty() {
    return !octets.isReadable();
  }

  /// How much memory it holds.
  int octets() {
    return octets.capacity();
  }

  boolean hasWholeMessage() {
    var length = octets.readableBytes();
    return length >= LENGTH_OCTETS
        && length - LENGTH_OCTETS >= octets.getUnsignedShort(octets.readerIndex());
  }

  /// Copies the first message, which is whole, to the beginning of `to` and returns its length.
  int take(byte[] to) {
    var length = octets.readUnsignedShort();
    octets.readBytes(to, 0, length);
    return length;
  }

  /// Moves what is left into a buffer of its own size, unless most of the one that it has is used:
  /// a slow client shall not hold a large one. To be called when messages have been taken.
  void shrink(ByteBufAllocator allocator) {
    if (borrowed || octets.capacity() > most()) {
      var rest = Unpooled.EMPTY_BUFFER;
      if (!isEmpty()) {
        rest = allocator.heapBuffer(octets.readableBytes()).writeBytes(octets);
      }
      release();
      octets = rest;
      borrowed = false;
    }
  }

  private int most() {
    return isEmpty() ? 0 : 2 * octets.readableBytes() + ROOM_OCTETS;
  }

  /// Gives all memory back.
  void release() {
    octets.release();
    octets = Unpooled.EMPTY_BUFFER;
  }
}
