package org.pharosdns.cli.notify;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.NotifySection;
import org.pharosdns.cli.control.ControlJson;

/// Takes what happened and passes it on to everybody who wants to know. Any thread.
///
/// As an executor it runs a task once the thread of each receiver has had its turn: a heartbeat of
/// them all.
public final class Alerts implements AutoCloseable, Executor {
  /// An attempt ends with its timeout. What does not notice it, as a look-up, has as long again.
  private static final int TIMEOUTS = 2;

  private final @Nullable String server;
  private final InstantSource wall;
  private final Patience patience;
  private final AtomicLong ids = new AtomicLong();
  private volatile Map<NotifySection, Receiver> receivers = Map.of();

  /// @param server the identity of this server, or null
  public Alerts(@Nullable String server, List<NotifySection> sections, InstantSource wall) {
    this(server, sections, wall, Patience.DEFAULT);
  }

  Alerts(
      @Nullable String server,
      List<NotifySection> sections,
      InstantSource wall,
      Patience patience) {
    this.server = server;
    this.wall = wall;
    this.patience = patience;
    configure(sections);
  }

  /// Tells exactly these from now on. One that stays the same keeps what waits for it. For one
  /// thread at a time; whoever tells something meanwhile does not wait for it.
  public void configure(List<NotifySection> sections) {
    var before = receivers;
    var next = new HashMap<NotifySection, Receiver>();
    for (var section : sections) {
      var known = before.get(section);
      next.put(section, known == null ? receiver(section) : known);
    }
    replaceBy(next);
    before.forEach(
        (section, receiver) -> {
          if (!next.containsKey(section)) {
            receiver.close();
          }
        });
  }

  private synchronized void replaceBy(Map<NotifySection, Receiver> next) {
    receivers = Map.copyOf(next);
  }

  private Receiver receiver(NotifySection section) {
    var delivery =
        switch (section.way()) {
          case NotifySection.Webhook webhook -> new Webhook(webhook, section.timeout());
          case NotifySection.Program program -> new Program(program.command(), section.timeout());
        };
    return new Receiver(
        section.name(), delivery, section.timeout().multipliedBy(TIMEOUTS), patience);
  }

  /// Tells of something that is put into words only where anybody wants to be told.
  public void tell(Supplier<Event> event) {
    if (!receivers.isEmpty()) {
      tell(event.get());
    }
  }

  /// Tells of an event. Never waits.
  public synchronized void tell(Event event) {
    if (receivers.isEmpty()) {
      return;
    }
    var time = wall.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    var json = ControlJson.line(Notification.of(ids.incrementAndGet(), time, server, event));
    receivers.forEach(
        (section, receiver) -> {
          if (section.events().contains(event.kind())) {
            receiver.tell(json);
          }
        });
  }

  /// What became of what one was to be told.
  ///
  /// @param name of its section
  public record Report(String name, long delivered, long dropped, int waiting) {}

  /// Returns what became of everything, by name.
  public List<Report> reports() {
    var reports = new ArrayList<Report>();
    receivers.forEach(
        (section, receiver) ->
            reports.add(
                new Report(
                    section.name(), receiver.delivered(), receiver.dropped(), receiver.waiting())));
    reports.sort((a, b) -> a.name().compareTo(b.name()));
    return reports;
  }

  @Override
  public void execute(Runnable task) {
    passOn(receivers.values().iterator(), task);
  }

  private static void passOn(Iterator<Receiver> left, Runnable task) {
    if (left.hasNext()) {
      left.next().execute(() -> passOn(left, task));
    } else {
      task.run();
    }
  }

  @Override
  public void close() {
    receivers.values().forEach(Receiver::close);
  }
}
