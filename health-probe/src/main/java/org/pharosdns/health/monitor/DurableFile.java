package org.pharosdns.health.monitor;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Replaces a file as a whole: after a crash at any moment it holds either the old text or the new.
public final class DurableFile {
  private static final int BUFFER = 32 * 1024;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<StandardOpenOption> TO_WRITE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private DurableFile() {}

  /// Refuses whatever is no file, nor a link to one: nobody waits for a pipe. There may be nothing.
  ///
  /// @throws IOException naming it
  public static void requireRegular(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
  }

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

  /// Makes the names in a folder durable.
  @FunctionalInterface
  interface Force {
    /// Returns when they are.
    void of(Path folder) throws IOException;
  }

  /// Replaces the file by a short text. When this throws the file holds the text from before for
  /// whoever reads it, even where the disk took the new one and failed afterwards.
  static void write(Path file, String text, String before) throws IOException {
    write(file, text, before, DurableFile::force);
  }

  static void write(Path file, String text, String before, Force force) throws IOException {
    try {
      replace(file, out -> out.write(text), force);
    } catch (IOException e) {
      putBack(file, before, e);
      throw e;
    }
  }

  private static void putBack(Path file, String before, IOException reason) {
    try {
      if (Files.exists(file) && !Files.readString(file).equals(before)) {
        fill(draft(file), out -> out.write(before));
        Files.move(draft(file), file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /// Replaces the file by a short text that only its owner may read, of which nothing is left
  /// elsewhere.
  public static void writeSecret(Path file, String text) throws IOException {
    try {
      replace(file, out -> out.write(text), DurableFile::force, OWNER_ONLY);
    } finally {
      Files.deleteIfExists(draft(file));
    }
  }

  /// Writes beside the file, forces the octets to the disk, renames, and forces the folder. When
  /// this returns the text is there to stay; when it throws the old text is, unless the folder
  /// could be forced before the renaming and not after it. The text is never in memory as a whole.
  public static void write(Path file, Content content) throws IOException {
    replace(file, content, DurableFile::force);
  }

  /// A full disk and one that fails do not say which file they were asked to keep.
  private static void replace(
      Path file, Content content, Force force, FileAttribute<?>... attributes) throws IOException {
    try {
      replaceWhole(file, content, force, attributes);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      var named = new FileSystemException(file.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  /// The folder is forced before the renaming too: where it cannot be, nothing has changed.
  private static void replaceWhole(
      Path file, Content content, Force force, FileAttribute<?>... attributes) throws IOException {
    Path draft = draft(file);
    Path folder = folder(file);
    Files.createDirectories(folder);
    fill(draft, content, attributes);
    force.of(folder);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force.of(folder);
  }

  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path draft(Path file) throws IOException {
    return folder(file).resolve(file.getFileName() + ".new");
  }

  private static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not in a folder");
    }
    return folder;
  }

  private static void fill(Path draft, Content content, FileAttribute<?>... attributes)
      throws IOException {
    try (var channel = FileChannel.open(draft, TO_WRITE, attributes)) {
      var out =
          new BufferedWriter(
              new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8),
              BUFFER);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }
}
