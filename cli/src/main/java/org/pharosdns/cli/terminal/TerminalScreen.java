package org.pharosdns.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pharosdns.cli.Signals;

/// The terminal without line editing and echo, showing a second screen, until it is closed. Closing
/// brings back what stood there before.
public final class TerminalScreen implements AutoCloseable {
  private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
  private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";

  private final InputStream keys;
  private final PrintStream out;
  private final String settings;
  private final FramePainter painter = new FramePainter();
  private final AtomicBoolean resized = new AtomicBoolean(true);
  private WindowSize size = WindowSize.USUAL;

  private TerminalScreen(InputStream keys, PrintStream out, String settings) {
    this.keys = keys;
    this.out = out;
    this.settings = settings;
  }

  /// Takes over the terminal of this process.
  public static TerminalScreen open(PrintStream out, Signals signals) throws IOException {
    var terminal = new TerminalScreen(System.in, out, Stty.run("-g"));
    Stty.run("-icanon", "-echo");
    signals.on("WINCH", () -> terminal.resized.set(true));
    out.print(ENTER);
    out.flush();
    return terminal;
  }

  /// Returns the next key that was pressed, or 0 when there is none.
  public char key() throws IOException {
    return keys.available() > 0 ? (char) keys.read() : 0;
  }

  /// Returns whether the window has another size than when {@link #size} was asked last.
  public boolean isResized() {
    return resized.get();
  }

  /// Returns the size of the window.
  public WindowSize size() throws IOException {
    if (resized.getAndSet(false)) {
      size = WindowSize.ask();
      painter.forget();
    }
    return size;
  }

  /// Draws as many of `lines` as the window has, in place of what stood there. What is longer than
  /// the window is wide is cut off.
  public void draw(List<String> lines) throws IOException {
    var rows = size().rows();
    out.print(painter.paint(lines.subList(0, Math.min(rows, lines.size()))));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.print(LEAVE);
    out.flush();
    Stty.run(settings);
  }
}
