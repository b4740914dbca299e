package org.pharosdns.cli.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.pharosdns.health.monitor.DurableFile;

/// A file that somebody has written, read as a whole: a regular one or a link to one, of limited
/// size. Nobody waits for a pipe here, and no device fills the memory.
public final class PlainFile {
  /// What `pharos.toml` or a steering file may have, far more than names can be steered: what is
  /// larger is something else.
  static final int MOST_TOML_OCTETS = 16 << 20;

  /// What the file of one secret, token or key may have.
  static final int MOST_SECRET_OCTETS = 4096;

  private PlainFile() {}

  /// Returns what `file` holds.
  ///
  /// @throws IOException when it cannot be read, is no regular file, or holds more than that
  public static byte[] read(Path file, int mostOctets) throws IOException {
    DurableFile.requireRegular(file);
    try (var in = Files.newInputStream(file)) {
      var octets = in.readNBytes(mostOctets + 1);
      if (octets.length > mostOctets) {
        throw new IOException(file + " has more than " + mostOctets + " octets");
      }
      return octets;
    }
  }

  /// Returns a clause that says why a file cannot be read, beside its name.
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
