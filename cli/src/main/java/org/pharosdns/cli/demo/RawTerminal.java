package org.pharosdns.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// The terminal without line editing and echo, showing a second screen, until it is closed.
final class RawTerminal implements AutoCloseable {
  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[?25h\033[?1049l";

  private final InputStream keys;
  private final PrintStream out;
  private final String settings;

  private RawTerminal(InputStream keys, PrintStream out, String settings) {
    this.keys = keys;
    this.out = out;
    this.settings = settings;
  }

  /// Takes over the terminal of this process.
  static RawTerminal open(PrintStream out) throws IOException {
    var terminal = new RawTerminal(System.in, out, stty("-g"));
    stty("-icanon", "-echo");
    out.print(ENTER);
    return terminal;
  }

  /// Returns the next key that was pressed, or 0 when there is none.
  char key() throws IOException {
    return keys.available() > 0 ? (char) keys.read() : 0;
  }

  /// Draws `lines` over what stood there.
  void draw(List<String> lines) {
    var frame = new StringBuilder("\033[H");
    lines.forEach(line -> frame.append(line).append("\033[K\n"));
    out.print(frame.append("\033[J"));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.print(LEAVE);
    out.flush();
    stty(settings);
  }

  private static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/tty"))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the terminal cannot be set: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return output;
  }
}
