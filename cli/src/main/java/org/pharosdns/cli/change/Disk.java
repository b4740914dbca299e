package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.pharosdns.cli.control.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a change asks of the disk. When a method returns, what it did survives a power cut.
public class Disk {
  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

  private static final int PIECE_OCTETS = 64 << 10;

  /// Writes a file anew.
  ///
  /// @param like a file whose mode and owner it shall have where they may be given; may not exist
  void write(Path file, byte[] octets, Path like) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      if (Files.exists(like)) {
        copyMode(like, file);
      }
      writeAll(channel, file, octets);
    }
  }

  /// Written by pieces, because the JDK keeps a buffer outside the heap as large as the largest
  /// write. The channel does not say which file it could not write, so the exception is given the
  /// path.
  private static void writeAll(FileChannel channel, Path file, byte[] octets) throws IOException {
    try {
      var rest = ByteBuffer.wrap(octets);
      while (rest.hasRemaining()) {
        rest.limit(Math.min(octets.length, rest.position() + PIECE_OCTETS));
        channel.write(rest);
        rest.limit(octets.length);
      }
      channel.force(true);
    } catch (IOException e) {
      var named = new FileSystemException(file.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    }
  }

  private static void copyMode(Path from, Path to) {
    try {
      var source = Files.getFileAttributeView(from, PosixFileAttributeView.class).readAttributes();
      var target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
      target.setPermissions(source.permissions());
      if (!target.readAttributes().owner().equals(source.owner())) {
        target.setOwner(source.owner());
      }
      if (!target.readAttributes().group().equals(source.group())) {
        target.setGroup(source.group());
      }
    } catch (IOException e) {
      LOG.warn("mode and owner of {} could not be kept: {}", from, Reason.of(e));
    }
  }

  /// Puts a file in the place of another one, or where none is.
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(to);
  }

  /// Removes a file; there may be none.
  void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncFolder(file);
    }
  }

  /// Makes the entries of the folder that holds `file` durable.
  void syncFolder(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Appends a line; when that fails the file is as long as before where that can be had.
  void append(Path file, String line) throws IOException {
    var isNew = !Files.exists(file);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var end = channel.size();
      try {
        channel.position(end);
        writeAll(channel, file, line.getBytes(StandardCharsets.UTF_8));
        if (isNew) {
          syncFolder(file);
        }
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }
}
