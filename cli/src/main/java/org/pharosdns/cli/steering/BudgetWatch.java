package org.pharosdns.cli.steering;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.notify.Event;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.BudgetReport;

/// Tells whoever wants to know of names that were loaded with a budget that cannot be kept
/// (`enforce = "warn"`). Used by one thread.
public final class BudgetWatch {
  private final MonitoredZones zones;
  private final Alerts alerts;
  private Map<DnsName, MonitoredZone> seen = Map.of();
  private Set<DnsName> infeasible = Set.of();

  public BudgetWatch(MonitoredZones zones, Alerts alerts) {
    this.zones = zones;
    this.alerts = alerts;
  }

  /// Looks at the zones, if they are others than before.
  public void look() {
    var current = zones.zones();
    if (current.equals(seen)) {
      return;
    }
    seen = current;
    var found = new HashSet<DnsName>();
    current.forEach(
        (apex, zone) ->
            zone.plan()
                .budgets()
                .forEach(
                    (name, report) -> {
                      if (!report.isLegal() || !report.isRecoveryLegal()) {
                        found.add(name);
                        if (!infeasible.contains(name)) {
                          alerts.tell(event(apex, name, report));
                        }
                      }
                    }));
    infeasible = found;
  }

  private static Event event(DnsName apex, DnsName name, BudgetReport report) {
    var text =
        report.isLegal()
            ? "%s cannot keep its recovery budget: %s s are the least"
                .formatted(name, report.smallestRecovery().toSeconds())
            : "%s cannot keep its failover budget of %s s: %s s are the least"
                .formatted(name, report.budget().toSeconds(), report.smallestBudget().toSeconds());
    return Event.ofName(
        NotifyEvent.BUDGET_INFEASIBLE, false, apex.toString(), name.toString(), null, text);
  }
}
