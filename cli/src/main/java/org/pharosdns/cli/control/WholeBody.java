package org.pharosdns.cli.control;

import java.io.IOException;
import java.io.OutputStream;

/// A body in memory.
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record WholeBody(byte[] array) implements Body {
  private static final int PIECE_OCTETS = 32 << 10;

  @Override
  public long octets() {
    return array.length;
  }

  /// Piece by piece: a connection may keep a buffer of twice what is written at once.
  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (var from = 0; from < array.length; from += PIECE_OCTETS) {
      out.write(array, from, Math.min(PIECE_OCTETS, array.length - from));
    }
  }
}
