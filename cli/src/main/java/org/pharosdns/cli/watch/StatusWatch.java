package org.pharosdns.cli.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.Signals;
import org.pharosdns.cli.Tint;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.Overview;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.terminal.StyledLine;
import org.pharosdns.cli.terminal.TerminalScreen;
import org.pharosdns.cli.terminal.WindowSize;

/// Redraws the picture of a server once a second until a key or a signal ends it.
public final class StatusWatch {
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final int GLANCES_PER_PICTURE = 10;

  private final ControlApi server;
  private final List<String> what;
  private final Console console;
  private final AtomicBoolean stop = new AtomicBoolean();
  private Overview overview;
  private @Nullable String trouble;
  private int scrolled;

  /// @param what names and addresses to show, all when empty
  /// @throws RefusedException when the server does not answer, or nothing matches
  public StatusWatch(ControlApi server, List<String> what, Console console)
      throws RefusedException {
    this.server = server;
    this.what = what;
    this.console = console;
    overview = ask();
  }

  /// Shows it on the terminal of this process.
  public void run(Signals signals) throws IOException {
    for (var signal : List.of("INT", "TERM", "HUP")) {
      signals.on(signal, () -> stop.set(true));
    }
    try (var screen = TerminalScreen.open(console.out(), signals)) {
      var glances = 0;
      draw(screen);
      while (!stop.get() && console.pause().next(GLANCE)) {
        var moved = keys(screen);
        var due = ++glances % GLANCES_PER_PICTURE == 0;
        if (due) {
          refresh();
        }
        if (due || moved || screen.isResized()) {
          draw(screen);
        }
      }
    }
  }

  private void refresh() {
    try {
      overview = ask();
      trouble = null;
    } catch (RefusedException e) {
      trouble = String.join("; ", e.problems());
    }
  }

  private Overview ask() throws RefusedException {
    if (what.isEmpty()) {
      return server.overview();
    }
    var wanted = new HashSet<String>();
    server.status(what).forEach(member -> wanted.add(key(member)));
    return only(server.overview(), wanted);
  }

  private static String key(MemberStatus member) {
    return member.name() + " " + member.type();
  }

  private static Overview only(Overview all, Set<String> wanted) {
    return new Overview(
        all.version(),
        all.uptime(),
        all.ready(),
        all.zones(),
        all.names().stream().filter(n -> wanted.contains(n.name() + " " + n.type())).toList(),
        all.monitors(),
        all.incidents().stream().filter(i -> wanted.contains(i.name() + " " + i.type())).toList(),
        all.omitted(),
        all.rates());
  }

  /// Returns whether the picture moves.
  private boolean keys(TerminalScreen screen) throws IOException {
    var before = scrolled;
    for (var key = screen.key(); key != 0; key = screen.key()) {
      switch (key) {
        case 'q', 'Q', 4 -> stop.set(true);
        case 'j', 'B' -> scrolled++;
        case 'k', 'A' -> scrolled--;
        case ' ', 'f', '6' -> scrolled += 10;
        case 'b', '5' -> scrolled -= 10;
        case 'g', 'H' -> scrolled = 0;
        default -> {}
      }
    }
    return scrolled != before;
  }

  private void draw(TerminalScreen screen) throws IOException {
    screen.draw(frame(screen.size()));
  }

  /// Returns the lines for a window: the head, as much of the rest as fits, and what is not seen.
  private List<String> frame(WindowSize size) {
    var picture = new StatusPicture(overview, size.columns());
    var head = new ArrayList<>(picture.head());
    if (trouble != null) {
      head.add(StyledLine.of(Tint.BAD, "What is shown is old: " + trouble));
    }
    var body = picture.body();
    var room = Math.max(0, size.rows() - 1 - head.size());
    scrolled = Math.clamp(scrolled, 0, Math.max(0, body.size() - room));
    var lines = new ArrayList<>(head.subList(0, Math.min(head.size(), size.rows() - 1)));
    lines.addAll(body.subList(scrolled, Math.min(body.size(), scrolled + room)));
    while (lines.size() < size.rows() - 1) {
      lines.add(new StyledLine());
    }
    lines.add(foot(body.size(), room));
    return lines.stream().map(line -> line.text(size.columns(), console.colour())).toList();
  }

  private StyledLine foot(int all, int room) {
    var foot = StyledLine.of(Tint.FAINT, "q ends it");
    if (all > room) {
      var last = Math.min(all, scrolled + room);
      foot.add(
          Tint.FAINT, ", arrows move it; lines %d to %d of %d".formatted(scrolled + 1, last, all));
    }
    return foot;
  }
}
