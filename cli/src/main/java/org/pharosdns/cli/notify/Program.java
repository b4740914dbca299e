package org.pharosdns.cli.notify;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pharosdns.health.program.ProcessFamily;

/// A program that reads the notification from its standard input. It sees nothing of the server's
/// environment but a fixed `PATH`; what it prints is thrown away; exit code 0 is success.
final class Program implements Delivery {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final List<String> command;
  private final Duration timeout;

  Program(List<String> command, Duration timeout) {
    this.command = command;
    this.timeout = timeout;
  }

  @Override
  public Outcome deliver(String json) throws InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    ProcessFamily family;
    try {
      family = ProcessFamily.free(builder, timeout);
    } catch (IOException e) {
      return new Failed(String.valueOf(e.getMessage()));
    }
    try (family) {
      var process = family.process();
      write(process, json);
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Failed("timeout");
      }
      var code = process.exitValue();
      return code == 0 ? new Arrived() : new Failed("exit code " + code);
    }
  }

  /// A notification is smaller than what a pipe holds, so this does not wait. One that does not
  /// read has decided so.
  private static void write(Process process, String json) {
    try (var input = process.getOutputStream()) {
      input.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // Its exit code tells whether that is what it wants.
    }
  }
}
