package org.pharosdns.cli.steering;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.notify.Event;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Tolerance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log, and whoever wants to know, when a steered name has no tier left, and when it has
/// one again.
///
/// Looks from time to time instead of listening, because a name also becomes exhausted when its
/// `initial_deadline` passes, which is no event. Used by one thread.
public final class ExhaustionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ExhaustionWatch.class);

  private final MonitoredZones zones;
  private final Alerts alerts;
  private final LongSupplier nanoTime;
  private Set<Steered> exhausted = Set.of();

  private record Steered(DnsName apex, DnsName owner, int type) {
    @Override
    public String toString() {
      return owner + " " + RecordType.mnemonic(type);
    }
  }

  public ExhaustionWatch(MonitoredZones zones, Alerts alerts, LongSupplier nanoTime) {
    this.zones = zones;
    this.alerts = alerts;
    this.nanoTime = nanoTime;
  }

  /// Compares with the last look.
  public void look() {
    var current = current(nanoTime.getAsLong());
    for (var name : current) {
      if (!exhausted.contains(name)) {
        LOG.warn("{} is exhausted: no tier is left, {}", name, promise(name));
        tell(name, false, name + " is exhausted: no tier is left");
      }
    }
    for (var name : exhausted) {
      if (!current.contains(name)) {
        LOG.info("{} is exhausted no more", name);
        tell(name, true, name + " is exhausted no more");
      }
    }
    exhausted = current;
  }

  /// What nobody is told, nobody can be told too long.
  private String promise(Steered name) {
    var zone = zones.zones().get(name.apex());
    var entry = zone == null ? null : zone.data().steering().steering().find(name.owner());
    return entry != null && entry.tolerance().onExhausted() == Tolerance.OnExhausted.NODATA
        ? "it answers no record, its promise is kept"
        : "its promise is suspended";
  }

  private Set<Steered> current(long now) {
    Set<Steered> found = Set.of();
    for (var zone : zones.zones().values()) {
      var apex = zone.data().apex();
      for (var steered : zone.steered()) {
        if (steered.isExhausted(now)) {
          found = found.isEmpty() ? new HashSet<>() : found;
          found.add(new Steered(apex, steered.owner(), steered.type()));
        }
      }
      // One that could not be compiled yet answers as it did at the last look.
      if (zone.steered().isEmpty() && zone.plan().size() > 0) {
        for (var name : exhausted) {
          if (name.apex().equals(apex)) {
            found = found.isEmpty() ? new HashSet<>() : found;
            found.add(name);
          }
        }
      }
    }
    return found;
  }

  private void tell(Steered name, boolean isOver, String text) {
    alerts.tell(
        Event.ofName(
            NotifyEvent.EXHAUSTED,
            isOver,
            name.apex().toString(),
            name.owner().toString(),
            RecordType.mnemonic(name.type()),
            text));
  }
}
