package org.pharosdns.cli.steering;

import java.util.Collection;
import java.util.List;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.notify.Event;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.verdict.Verdict;
import org.pharosdns.zone.steer.SteeredMember;

/// Tells whoever wants to know of members that go down and come up, and of monitor failures, in the
/// order in which they happen. To be told of health after {@link MonitoredZones}. Used by the
/// health thread.
public final class MemberWatch implements HealthListener {
  private final MonitoredZones zones;
  private final Alerts alerts;

  /// @param zones of which the members are; locked while their past is looked at
  public MemberWatch(MonitoredZones zones, Alerts alerts) {
    this.zones = zones;
    this.alerts = alerts;
  }

  @Override
  public void healthChanged(HealthTable table, List<Monitor> changed) {
    synchronized (zones) {
      for (var zone : zones.zones().values()) {
        for (var monitor : changed) {
          compare(zone, zone.judgedBy(monitor), reason(table, monitor));
        }
      }
    }
  }

  /// Tells of members that were taken out while they were down, and are up now that they are
  /// back, and of those that nothing checks any more.
  public void zonesChanged() {
    synchronized (zones) {
      for (var zone : zones.zones().values()) {
        for (var member : zone.monitoredMembers()) {
          if (member.past().isUp() || member.judges().areNone()) {
            tell(zone, member, false, "ok");
          }
        }
      }
    }
  }

  private static String reason(HealthTable table, Monitor monitor) {
    var status = table.status(monitor);
    return status == null || status.verdict() == Verdict.UP ? "ok" : status.reason();
  }

  private void compare(MonitoredZone zone, Collection<MonitoredMember> members, String reason) {
    for (var member : members) {
      tell(zone, member, member.past().isDown(), reason);
    }
  }

  private void tell(MonitoredZone zone, MonitoredMember member, boolean isDown, String reason) {
    if (member.memory().tell(isDown)) {
      alerts.tell(() -> event(zone, member.member(), isDown, reason));
    }
  }

  private static Event event(
      MonitoredZone zone, SteeredMember member, boolean isDown, String reason) {
    return Event.ofMember(
        isDown ? NotifyEvent.DOWN : NotifyEvent.UP,
        zone.data().apex().toString(),
        member.owner().toString(),
        RecordType.mnemonic(member.type()),
        member.address().toString(),
        reason);
  }

  /// What went down since then is taken back: it was us.
  @Override
  public void monitorFailureBegan(long sinceNanos) {
    alerts.tell(
        Event.ofServer(
            NotifyEvent.MONITOR_FAILURE,
            false,
            "no witness is reached: this server is cut off, its verdicts stay as they were"));
    synchronized (zones) {
      zones
          .zones()
          .values()
          .forEach(zone -> compare(zone, zone.monitoredMembers(), "monitor-failure"));
    }
  }

  @Override
  public void monitorFailureEnded() {
    alerts.tell(
        Event.ofServer(
            NotifyEvent.MONITOR_FAILURE, true, "a witness is reached again: verdicts count"));
  }
}
