package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.pharosdns.cli.control.StartFailure;

/// Where a command prints, and what it may assume about the reader.
///
/// @param colour whether escape sequences are welcome on `out`
/// @param keys whether a person sits at standard input and output
/// @param screen whether that person's terminal may be painted on, as no dumb one may
/// @param pause how a command that repeats itself waits
public record Console(
    PrintStream out, PrintStream err, boolean colour, boolean keys, boolean screen, Pause pause) {

  /// Waits; tells whether to go on.
  @FunctionalInterface
  public interface Pause {
    /// Returns after `time`, or false when the command shall end.
    boolean next(Duration time);
  }

  /// Returns the console of this process. The launcher says in the property `pharos.terminal`
  /// which of `in` and `out` are terminals, because the JDK cannot tell them apart.
  static Console system() {
    String terminal = System.getProperty("pharos.terminal", "");
    boolean out = terminal.contains("out");
    boolean keys = out && terminal.contains("in");
    Map<String, String> environment = System.getenv();
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        out && isColourWelcome(environment),
        keys,
        keys && !isDumb(environment),
        Console::park);
  }

  /// Whether a terminal may be sent colours: it is not a dumb one, and nobody asked for none.
  static boolean isColourWelcome(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb(environment);
  }

  private static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }

  private static boolean park(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
    return true;
  }

  /// Returns `text` in a colour, or as it is where colour is not welcome.
  public String tint(Tint tint, String text) {
    return colour ? tint.apply(text) : text;
  }

  /// Prints one problem on the error stream.
  public void problem(String text) {
    err.println("pharos: " + text);
  }

  /// Prints why a server did not start and returns the exit code that says so.
  int startFailed(StartFailure failure) {
    failure.problems().forEach(this::problem);
    return failure.exitCode();
  }
}
