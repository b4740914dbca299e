package org.pharosdns.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.DurationText;
import org.pharosdns.cli.Table;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.Tint;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.terminal.TerminalScreen;
import org.pharosdns.health.verdict.Verdict;

/// The demonstration for a person: a picture that is redrawn in place, and keys that kill and
/// revive.
final class DemoScreen {
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final int EVENTS = 8;

  private final DemoSetup setup;
  private final Console console;
  private final Resolver resolver;
  private final AtomicBoolean stop;
  private final List<FailoverWatch> watches = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final long startNanos = System.nanoTime();

  /// @param stop ends the demonstration when it becomes true
  DemoScreen(DemoSetup setup, Console console, AtomicBoolean stop) {
    this.setup = setup;
    this.console = console;
    this.resolver = new Resolver(setup.dns());
    this.stop = stop;
    setup.endpoints().forEach(_ -> watches.add(new FailoverWatch()));
  }

  /// Draws and takes keys until `q`.
  void run(TerminalScreen terminal) throws IOException {
    while (!stop.get()) {
      for (char key = terminal.key(); key != 0; key = terminal.key()) {
        press(key);
      }
      Map<String, Resolver.Answer> answers = new LinkedHashMap<>();
      for (String name : DemoSite.NAMES) {
        answers.put(name, resolver.ask(name));
      }
      judge(answers.getOrDefault(DemoSite.NAME, Resolver.Answer.TIMEOUT));
      terminal.draw(frame(answers));
      if (!console.pause().next(REDRAW)) {
        return;
      }
    }
  }

  /// Does what a key means.
  void press(char key) throws IOException {
    if (key == 'q' || key == 'Q') {
      stop.set(true);
      return;
    }
    int index = key - '1';
    if (index < 0 || index >= setup.endpoints().size()) {
      return;
    }
    Endpoint endpoint = setup.endpoints().get(index);
    if (endpoint.alive()) {
      endpoint.kill();
      watches.get(index).killed(System.nanoTime());
      event(endpoint.address() + " is killed");
    } else {
      endpoint.revive();
      watches.get(index).revived(System.nanoTime());
      event(endpoint.address() + " is revived");
    }
  }

  /// Takes note of an answer for the name that is watched.
  void judge(Resolver.Answer answer) {
    if (answer.equals(Resolver.Answer.TIMEOUT)) {
      return;
    }
    for (int i = 0; i < watches.size(); i++) {
      FailoverWatch watch = watches.get(i);
      String address = setup.endpoints().get(i).address();
      boolean present = answer.addresses().contains(address);
      switch (watch.answered(System.nanoTime(), present, answer.ttlSeconds())) {
        case NONE -> {}
        case LEFT ->
            event(
                "%s left the answers %s after its death and all caches by %s after it, budget %s"
                    .formatted(
                        address,
                        text(watch.leftAfter()),
                        text(watch.exposure()),
                        text(setup.site().budget())));
        case RETURNED ->
            event(
                "%s is back in the answers %s after its revival"
                    .formatted(address, text(watch.returnedAfter())));
      }
    }
  }

  private static String text(@org.jspecify.annotations.Nullable Duration duration) {
    return duration == null ? "?" : DurationText.of(duration);
  }

  private void event(String text) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    events.add(String.format(Locale.ROOT, "t=%-7s %s", "%.1fs".formatted(seconds), text));
    if (events.size() > EVENTS) {
      events.removeFirst();
    }
  }

  /// Returns the picture.
  List<String> frame(Map<String, Resolver.Answer> answers) {
    boolean colour = console.colour();
    List<String> lines = new ArrayList<>();
    String server = setup.dns().getAddress().getHostAddress();
    int port = setup.dns().getPort();
    lines.add(
        console.tint(Tint.STRONG, "Pharos demo")
            + "  three endpoints, one server, every answer asked for over the wire");
    lines.add("");
    lines.addAll(endpoints().lines(colour));
    lines.add("");
    lines.addAll(answers(answers).lines(colour));
    lines.add("");
    lines.addAll(events.isEmpty() ? List.of("Nothing has happened yet.") : events);
    lines.add("");
    lines.add(
        console.tint(Tint.STRONG, "1 2 3")
            + " kill or revive   "
            + console.tint(Tint.STRONG, "q")
            + " quit");
    lines.add(console.tint(Tint.FAINT, "dig @%s -p %d %s".formatted(server, port, DemoSite.NAME)));
    lines.add(console.tint(Tint.FAINT, "pharos status -c " + setup.site().configuration()));
    return lines;
  }

  private Table endpoints() {
    Map<String, Verdict> verdicts = verdicts();
    var table =
        new Table("KEY", "ENDPOINT", "PROCESS", "VERDICT", "IN ANSWERS OF " + DemoSite.NAME);
    for (int i = 0; i < watches.size(); i++) {
      Endpoint endpoint = setup.endpoints().get(i);
      Verdict verdict = verdicts.getOrDefault(endpoint.address(), Verdict.UNKNOWN);
      table.add(
          Cell.of(i + 1),
          Cell.of(endpoint.address() + ":" + endpoint.port()),
          endpoint.alive() ? new Cell("running", Tint.GOOD) : new Cell("killed", Tint.BAD),
          new Cell(verdict.name().toLowerCase(Locale.ROOT), tint(verdict)),
          watches.get(i).present() ? new Cell("yes", Tint.GOOD) : new Cell("no", Tint.BAD));
    }
    return table;
  }

  private static Tint tint(Verdict verdict) {
    return switch (verdict) {
      case UP -> Tint.GOOD;
      case SUSPECT -> Tint.DOUBTFUL;
      case DOWN -> Tint.BAD;
      case UNKNOWN -> Tint.FAINT;
    };
  }

  private Map<String, Verdict> verdicts() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    try {
      for (MemberStatus member : setup.server().control().status(List.of(DemoSite.NAME))) {
        verdicts.put(member.address(), member.verdict());
      }
    } catch (RefusedException e) {
      event(String.valueOf(e.getMessage()));
    }
    return verdicts;
  }

  private static Table answers(Map<String, Resolver.Answer> answers) {
    var table = new Table("NAME", ">TTL", "ANSWER");
    answers.forEach(
        (name, answer) ->
            table.add(
                Cell.of(name),
                Cell.of(answer.addresses().isEmpty() ? null : answer.ttlSeconds()),
                answer.addresses().isEmpty()
                    ? new Cell(answer.rcode(), Tint.BAD)
                    : Cell.of(String.join(" ", answer.addresses()))));
    return table;
  }
}
