package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.StartFailure;

/// The folder for what must survive a restart, held by one server at a time.
public final class StateFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;
  private final boolean usedBefore;

  private StateFolder(Path path, FileChannel lock, boolean usedBefore) {
    this.path = path;
    this.lock = lock;
    this.usedBefore = usedBefore;
  }

  /// Creates the folder where it is missing and takes it.
  ///
  /// @throws StartFailure when another process holds it or it cannot be written
  public static StateFolder take(Path path) throws StartFailure {
    try {
      Files.createDirectories(path);
      var lock =
          FileChannel.open(
              path.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(lock)) {
        var holder = holder(lock);
        lock.close();
        throw new StartFailure(
            1, List.of("the state folder " + path + " is in use by another server" + holder));
      }
      var usedBefore = lock.size() > 0;
      write(pid(), lock);
      return new StateFolder(path, lock, usedBefore);
    } catch (IOException e) {
      throw new StartFailure(
          1, List.of("the state folder " + path + " cannot be used: " + Reason.of(e)));
    }
  }

  /// At no moment is there a file without octets: that would say that nobody ever held the folder.
  private static void write(String text, FileChannel file) throws IOException {
    file.truncate(file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0));
    file.force(true);
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(FileChannel lock) throws IOException {
    var pid = ByteBuffer.allocate(20);
    lock.read(pid, 0);
    var text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.isEmpty() ? "" : " (process " + text + ")";
  }

  private static String pid() {
    return ProcessHandle.current().pid() + "\n";
  }

  /// Whether another process held it before.
  public boolean usedBefore() {
    return usedBefore;
  }

  /// The folder itself.
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
