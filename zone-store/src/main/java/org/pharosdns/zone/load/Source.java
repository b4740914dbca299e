package org.pharosdns.zone.load;

import java.nio.file.Path;

/// One file as it was read.
final class Source {
  private static final int BYTE_ORDER_MARK_OCTETS = 3;

  private final int index;
  private final Path path;
  private final Path folder;
  private final byte[] octets;

  /// Makes a source.
  ///
  /// @param index which file of the zone, in the order of reading; 0 is the zone file itself
  /// @param path as the operator named it; for messages
  /// @param folder where relative names of `$INCLUDE` start
  /// @param octets the whole file, not copied
  Source(int index, Path path, Path folder, byte[] octets) {
    this.index = index;
    this.path = path;
    this.folder = folder;
    this.octets = octets;
  }

  /// Returns this source with other text: a line that was made from one of its lines.
  Source withText(byte[] line) {
    return new Source(index, path, folder, line);
  }

  int index() {
    return index;
  }

  Path path() {
    return path;
  }

  Path folder() {
    return folder;
  }

  byte[] octets() {
    return octets;
  }

  /// Returns where the text starts, behind a UTF-8 byte order mark.
  int start() {
    var marked =
        octets.length >= BYTE_ORDER_MARK_OCTETS
            && octets[0] == (byte) 0xef
            && octets[1] == (byte) 0xbb
            && octets[2] == (byte) 0xbf;
    return marked ? BYTE_ORDER_MARK_OCTETS : 0;
  }

  /// Returns the place of an octet of this file, for {@link ProblemList}.
  long place(int offset) {
    return ((long) index << 32) | offset;
  }
}
