package org.pharosdns.health.monitor;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Replaces a file as a whole: after a crash at any moment it holds either the old text or the new.
public final class DurableFile {
  private static final int BUFFER = 32 * 1024;

  private DurableFile() {}

  /// Writes a text.
  @FunctionalInterface
  public interface Content {
    /// Writes all of it.
    void writeTo(Writer out) throws IOException;
  }

  /// Replaces the file by a short text, see {@link #write(Path, Content)}.
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /// Writes beside the file, forces the octets to the disk, renames, and forces the folder. When
  /// this returns the text is there to stay; when it throws the old text is. The text is never in
  /// memory as a whole.
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not in a folder");
    }
    Files.createDirectories(folder);
    Path fresh = folder.resolve(file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var out =
          new BufferedWriter(
              new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8),
              BUFFER);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
