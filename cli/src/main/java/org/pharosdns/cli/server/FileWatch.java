package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Notices that files have changed, and acts once they have been quiet for a while: an editor or a
/// tool may write them in several steps. It looks at size, time and identity of each file, because
/// events of the system are lost where folders are mounted from elsewhere. One thread.
final class FileWatch {
  /// How long files must stay as they are.
  static final Duration QUIET = Duration.ofSeconds(2);

  /// How often it is worth looking.
  static final Duration PERIOD = Duration.ofMillis(500);

  private final Supplier<? extends Collection<Path>> files;
  private final Runnable changed;
  private final LongSupplier nanoTime;
  private Map<Path, Mark> seen;
  private long changedAtNanos;
  private boolean pending = true;

  /// Acts once when the files have been quiet, for what changed while they were read at the start.
  ///
  /// @param files those to look at, asked for at each look
  /// @param changed runs when they have changed and been quiet
  FileWatch(Supplier<? extends Collection<Path>> files, Runnable changed, LongSupplier nanoTime) {
    this.files = files;
    this.changed = changed;
    this.nanoTime = nanoTime;
    this.seen = marks();
    this.changedAtNanos = nanoTime.getAsLong();
  }

  /// Looks once.
  void look() {
    var marks = marks();
    var now = nanoTime.getAsLong();
    if (!marks.equals(seen)) {
      seen = marks;
      changedAtNanos = now;
      pending = true;
    } else if (pending && now - changedAtNanos >= QUIET.toNanos()) {
      pending = false;
      changed.run();
    }
  }

  private Map<Path, Mark> marks() {
    var marks = new HashMap<Path, Mark>();
    files.get().forEach(file -> marks.put(file, Mark.of(file)));
    return marks;
  }

  /// What tells two states of a file apart without reading it.
  ///
  /// @param key the inode, where there are inodes
  private record Mark(long octets, @Nullable FileTime modified, @Nullable Object key) {
    private static final Mark NO_FILE = new Mark(-1, null, null);

    static Mark of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Mark(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
      } catch (IOException e) {
        return NO_FILE;
      }
    }
  }
}
