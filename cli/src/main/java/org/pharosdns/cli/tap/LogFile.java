package org.pharosdns.cli.tap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file that lines are appended to, until somebody moves it away. Owned by one thread.
final class LogFile implements AutoCloseable {
  private final Path path;
  private final DiskFloor floor;
  private FileChannel channel;
  private @Nullable Object key;

  /// Opens or makes the file; a new one can be read by its owner and its group.
  ///
  /// @throws IOException when that cannot be done, or it is no regular file
  LogFile(Path path) throws IOException {
    this.path = path;
    floor = new DiskFloor(path, DiskFloor.diskOf(path));
    channel = open(path);
    key = keyOf(path);
  }

  private static FileChannel open(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new FileSystemException(path.toString(), null, "it is no regular file");
    }
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Whether another file, or none, stands where this one was opened.
  boolean wasMoved() throws IOException {
    return !Objects.equals(keyOf(path), key);
  }

  /// Opens the file that stands there now, or makes a new one. What cannot be opened leaves all as
  /// it was.
  void reopen() throws IOException {
    var next = open(path);
    var nextKey = keyOf(path);
    channel.close();
    channel = next;
    key = nextKey;
  }

  /// Appends whole lines. When not all of them find room, or the disk has too little, none is left
  /// there.
  void append(ByteBuffer lines) throws IOException {
    floor.require();
    var before = channel.size();
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
