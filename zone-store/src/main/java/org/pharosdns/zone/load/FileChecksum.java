package org.pharosdns.zone.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// Length, CRC-32 and CRC-32C of a file as text: 64 bits that tell an edit, not a forgery. For a
/// large zone at its start, SHA-256 takes as long as reading the file.
public final class FileChecksum {
  /// Large files pass through the sums by pieces.
  private static final int PIECE_OCTETS = 64 << 10;

  private FileChecksum() {}

  /// Returns that of a file which holds these octets.
  public static String of(byte[] octets) {
    var one = new CRC32();
    one.update(octets);
    var other = new CRC32C();
    other.update(octets);
    return text(octets.length, one, other);
  }

  /// Returns that of a file as it is now.
  ///
  /// @throws IOException when it cannot be read or is no regular file
  public static String of(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    var one = new CRC32();
    var other = new CRC32C();
    var length = 0L;
    var piece = new byte[PIECE_OCTETS];
    try (var in = Files.newInputStream(file)) {
      for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
        one.update(piece, 0, read);
        other.update(piece, 0, read);
        length += read;
      }
    }
    return text(length, one, other);
  }

  private static String text(long length, Checksum one, Checksum other) {
    return length + "-" + one.getValue() + "-" + other.getValue();
  }
}
