package org.pharosdns.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.DurationText;
import org.pharosdns.cli.Tint;

/// The demonstration without a person: an endpoint dies and comes back, and the answers are watched
/// from outside. At most thirty seconds.
final class DemoStory {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration READY_TIME = Duration.ofSeconds(6);
  private static final Duration RETURN_TIME = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration DEATH = Duration.ofSeconds(2);

  private final DemoSetup setup;
  private final Console console;
  private final Resolver resolver;
  private final FailoverWatch watch = new FailoverWatch();
  private final Endpoint victim;
  private final long startNanos = System.nanoTime();
  private Resolver.@Nullable Answer last;

  DemoStory(DemoSetup setup, Console console) {
    this.setup = setup;
    this.console = console;
    this.resolver = new Resolver(setup.dns());
    this.victim = setup.endpoints().get(1);
  }

  /// Returns whether the failover was seen: the address left the answers, no cache could hold it
  /// longer than the budget after its death, and it came back.
  boolean run() throws IOException {
    Duration budget = setup.site().budget();
    event("%d endpoints answer HTTP on port %d".formatted(setup.endpoints().size(), victim.port()));
    event(
        "the server answers on %s:%d; failover budget %s"
            .formatted(
                setup.dns().getAddress().getHostAddress(),
                setup.dns().getPort(),
                DurationText.of(budget)));
    if (!asking(READY_TIME, () -> size() == setup.endpoints().size())) {
      return failed("not all endpoints came into the answers");
    }
    asking(CALM, () -> false);
    victim.kill();
    watch.killed(System.nanoTime());
    event(victim.address() + " is killed");
    if (!asking(budget, () -> watch.leftAfter() != null)) {
      return failed(victim.address() + " is still answered after the budget");
    }
    event(victim.address() + " has left the answers");
    asking(DEATH, () -> false);
    Duration exposure = watch.exposure();
    victim.revive();
    watch.revived(System.nanoTime());
    event(victim.address() + " is revived");
    if (!asking(RETURN_TIME, () -> watch.returnedAfter() != null)) {
      return failed(victim.address() + " has not come back");
    }
    event(victim.address() + " is back in the answers");
    return verdict(budget, exposure);
  }

  private boolean verdict(Duration budget, Duration exposure) {
    console.out().println();
    console
        .out()
        .printf(
            "Seen over the wire: %s left the answers %s after its death, and came back %s after its"
                + " revival.%n",
            victim.address(), text(watch.leftAfter()), text(watch.returnedAfter()));
    if (exposure.compareTo(budget) > 0) {
      return failed(
          "a cache could hand it out until %s after its death, the budget is %s"
              .formatted(text(exposure), text(budget)));
    }
    console
        .out()
        .println(
            console.tint(
                Tint.GOOD,
                "No cache that honours TTLs held it later than %s after its death; promised: %s."
                    .formatted(text(exposure), text(budget))));
    return true;
  }

  private static String text(@Nullable Duration duration) {
    return duration == null ? "never" : DurationText.of(duration);
  }

  private boolean failed(String why) {
    console.problem("the failover was not seen: " + why);
    return false;
  }

  private int size() {
    Resolver.Answer answer = last;
    return answer == null ? 0 : answer.addresses().size();
  }

  /// Asks until `done`, and tells whether that came in time.
  private boolean asking(Duration time, BooleanSupplier done) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    do {
      ask();
      if (done.getAsBoolean()) {
        return true;
      }
    } while (System.nanoTime() < end && console.pause().next(POLL));
    return false;
  }

  private void ask() throws IOException {
    Resolver.Answer answer = resolver.ask(DemoSite.NAME);
    watch.answered(
        System.nanoTime(), answer.addresses().contains(victim.address()), answer.ttlSeconds());
    if (!same(answer, last)) {
      line(
          "answer",
          answer.addresses().isEmpty()
              ? answer.rcode() + ", no address"
              : "%s A %s, TTL %d"
                  .formatted(
                      DemoSite.NAME,
                      String.join(" ", answer.addresses().stream().sorted().toList()),
                      answer.ttlSeconds()));
    }
    last = answer;
  }

  /// Whether two answers say the same but for the order.
  private static boolean same(Resolver.Answer one, Resolver.@Nullable Answer other) {
    return other != null
        && one.rcode().equals(other.rcode())
        && one.ttlSeconds() == other.ttlSeconds()
        && one.addresses().stream()
            .sorted()
            .toList()
            .equals(other.addresses().stream().sorted().toList());
  }

  private void event(String text) {
    line("event", text);
  }

  private void line(String kind, String text) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    console.out().printf(Locale.ROOT, "t=%.1fs  %-6s  %s%n", seconds, kind, text);
  }
}
