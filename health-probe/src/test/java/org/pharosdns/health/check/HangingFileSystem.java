package org.pharosdns.health.check;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pharosdns.testkit.Mounts;

/// A file system that never answers: FUSE, with a program behind it that says nothing. Only root
/// may mount one; elsewhere tests that need it are skipped.
final class HangingFileSystem implements AutoCloseable {
  private static final String SCRIPT =
      """
      exec 5<>/dev/fuse &&
      mount -i -t fuse -o fd=5,rootmode=40000,user_id=0,group_id=0 none "$1" &&
      echo mounted && exec cat
      """;

  private final Path folder;
  private final Process silent;

  private HangingFileSystem(Path folder, Process silent) {
    this.folder = folder;
    this.silent = silent;
  }

  static HangingFileSystem at(Path folder) throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "nothing can be mounted here");
    var silent =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var mounted = silent.inputReader().readLine() != null;
    assumeTrue(mounted, "nothing can be mounted here");
    return new HangingFileSystem(folder, silent);
  }

  /// Returns a file of it. Whoever opens that waits until this is closed.
  Path file() {
    return folder.resolve("file");
  }

  @Override
  public void close() throws IOException {
    silent.destroyForcibly().onExit().join();
    Mounts.unmount(folder);
  }
}
