package org.pharosdns.health.check;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/// The frames of one HTTP/2 connection, RFC 9113 section 4, as a client with one request sees them.
final class Http2Frames {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int ACK = 0x01;
  static final int END_STREAM = 0x01;
  static final int END_HEADERS = 0x04;
  static final int PADDED = 0x08;
  static final int PRIORITY = 0x20;

  private static final int LARGEST_FRAME = 1 << 14;

  private static final int HEAD = 9;

  /// A frame.
  ///
  /// @param payload the octets after its head
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /// Returns what the payload holds of data or of a header block: without padding and priority.
    byte[] content() throws ProbeEnded {
      int from = has(PADDED) ? 1 : 0;
      int padding = from == 1 && payload.length > 0 ? payload[0] & 0xff : 0;
      if (type == HEADERS && has(PRIORITY)) {
        from += 5;
      }
      if (from + padding > payload.length) {
        throw ProbeEnded.failed("protocol");
      }
      return Arrays.copyOfRange(payload, from, payload.length - padding);
    }
  }

  private final DataInputStream in;
  private final OutputStream out;
  private final int mostRead;
  private int read;

  /// @param mostRead octets of all frames together: headers and data at their limits, and as much
  ///     around them
  Http2Frames(InputStream in, OutputStream out, int mostRead) {
    this.mostRead = mostRead;
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /// Returns the next frame.
  ///
  /// @throws ProbeEnded failed: `closed`, `too-large`, `protocol`
  Frame next() throws IOException, ProbeEnded {
    try {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt() & Integer.MAX_VALUE;
      read += HEAD + length;
      if (length > LARGEST_FRAME) {
        throw ProbeEnded.failed("protocol");
      }
      if (read > mostRead) {
        throw ProbeEnded.failed("too-large");
      }
      byte[] payload = new byte[length];
      in.readFully(payload);
      return new Frame(type, flags, stream, payload);
    } catch (EOFException e) {
      throw ProbeEnded.failed("closed");
    }
  }

  /// Writes a frame.
  void write(int type, int flags, int stream, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream(HEAD + payload.length);
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    frame.write(0);
    frame.write(0);
    frame.write(0);
    frame.write(stream);
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
    out.flush();
  }
}
