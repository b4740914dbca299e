package org.pharosdns.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// File systems for tests of real faults. Only root may mount one; whoever may not is told, and
/// skips the test.
public final class Mounts {
  private Mounts() {}

  /// Mounts an empty file system in memory. Returns whether that is possible here.
  ///
  /// @param size as in `64k`
  public static boolean tmpfs(Path folder, String size) throws IOException {
    return Files.isExecutable(Path.of("/bin/mount"))
        && run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
  }

  /// Makes a file a mount of its own, in the place of which no other file can be put.
  public static boolean bind(Path file) throws IOException {
    return run("mount", "--bind", file.toString(), file.toString());
  }

  /// Mounts a file system in memory anew.
  ///
  /// @param how `ro` or `rw`
  public static boolean remount(Path folder, String how) throws IOException {
    return run("mount", "-o", "remount," + how, "tmpfs", folder.toString());
  }

  /// Takes away what is mounted there, if anything is, though files of it may be open.
  public static void unmount(Path folder) throws IOException {
    run("umount", "-l", folder.toString());
  }

  private static boolean run(String... command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }
}
