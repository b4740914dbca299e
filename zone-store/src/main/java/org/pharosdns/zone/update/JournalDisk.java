package org.pharosdns.zone.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Those calls of a journal to the disk that must be durable when they return, apart from the
/// entries themselves.
class JournalDisk {
  /// Writes a file anew.
  void write(Path file, byte[] octets) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var rest = ByteBuffer.wrap(octets);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /// Makes the entries of a folder durable.
  void forceFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Takes away what stands behind the first `end` octets of a file.
  void cut(FileChannel file, long end) throws IOException {
    file.truncate(end);
    file.force(true);
  }
}
