package org.pharosdns.dns.transport;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Work that must not keep queries waiting.
public final class Background {
  /// The least that a thread can ask for.
  private static final int LAST = 19;

  /// A tenth of a processor, where UDP would take all of it.
  private static final int COMPILER_NICE = 10;

  private static final Path THREADS = Path.of("/proc/self/task");

  /// What the names of the threads begin with on which the JVM compiles for good.
  private static final String COMPILERS = "C2 ";

  private Background() {}

  /// Lets the calling thread wait for all others where a processor has work for both, if the system
  /// allows that.
  public static void standBack() {
    if (NativeUdp.obstacle().isEmpty()) {
      var _ = Syscalls.setNice(Syscalls.CALLER, LAST);
    }
  }

  /// Lets the JVM's best compiler wait for event loops likewise. To be called once it has done most
  /// of its work: while queries meet code that is not compiled it had better hurry.
  public static void compilersStandBack() {
    if (NativeUdp.obstacle().isEmpty()) {
      try (var threads = Files.newDirectoryStream(THREADS)) {
        threads.forEach(Background::standBackIfCompiler);
      } catch (IOException | DirectoryIteratorException e) {
        // They go on as they are.
      }
    }
  }

  private static void standBackIfCompiler(Path thread) {
    try {
      if (Files.readString(thread.resolve("comm")).startsWith(COMPILERS)) {
        var number = Integer.parseInt(String.valueOf(thread.getFileName()));
        var _ = Syscalls.setNice(number, COMPILER_NICE);
      }
    } catch (IOException e) {
      // It has ended.
    }
  }
}
