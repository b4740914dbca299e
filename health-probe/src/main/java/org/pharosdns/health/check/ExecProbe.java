package org.pharosdns.health.check;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pharosdns.health.program.ProcessFamily;

/// Runs an {@link ExecCheck}. The program gets no input, its output is thrown away unread, and of
/// the server's environment it sees nothing but a fixed `PATH`.
final class ExecProbe {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final File NOTHING = new File("/dev/null");

  private ExecProbe() {}

  /// @param leftovers end the program with all that it has started
  static Finding run(ExecCheck check, Target target, Duration left, Leftovers leftovers)
      throws ProbeEnded {
    var builder =
        new ProcessBuilder(command(check, target))
            .directory(new File("/"))
            .redirectInput(NOTHING)
            .redirectOutput(NOTHING)
            .redirectError(NOTHING);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    long deadline = System.nanoTime() + left.toNanos();
    try {
      var family = start(builder, left);
      leftovers.add(family);
      var process = family.process();
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw ProbeEnded.failed("timeout");
      }
      if (process.exitValue() != 0) {
        throw ProbeEnded.failed("exit-" + process.exitValue());
      }
      return Finding.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProbeEnded.locally("stopped");
    }
  }

  private static List<String> command(ExecCheck check, Target target) {
    return check.command().stream()
        .map(
            word ->
                word.replace("{address}", target.host())
                    .replace("{port}", Integer.toString(target.port())))
        .toList();
  }

  private static ProcessFamily start(ProcessBuilder builder, Duration left)
      throws ProbeEnded, InterruptedException {
    try {
      return ProcessFamily.bound(builder, left);
    } catch (IOException e) {
      String text = String.valueOf(e.getMessage());
      if (text.contains("No such file")) {
        throw ProbeEnded.locally("not-found");
      }
      if (text.contains("Permission denied") || text.contains("Exec format error")) {
        throw ProbeEnded.locally("not-executable");
      }
      throw ProbeEnded.locally("no-process");
    }
  }
}
