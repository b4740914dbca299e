package org.pharosdns.cli.admin;

import java.util.List;
import org.pharosdns.cli.notify.Alerts;

/// What became of notifications, as metrics. Owned by one thread at a time.
final class NotifyMetrics {
  private static final Family DELIVERED =
      Family.counter("notifications_delivered", "Notifications that arrived.");
  private static final Family DROPPED =
      Family.counter("notifications_dropped", "Notifications refused, given up or crowded out.");
  private static final Family WAITING =
      Family.gauge("notifications_waiting", "Notifications still to be delivered.");

  private final LabelText.Cache<Alerts.Report, byte[]> receivers =
      new LabelText.Cache<>(
          (one, other) -> one.name().equals(other.name()),
          report -> LabelText.of("receiver", report.name()));

  void addTo(MetricText text, List<Alerts.Report> reports) {
    var labels = receivers.of(reports);
    for (var i = 0; i < reports.size(); i++) {
      text.add(DELIVERED, labels.get(i), reports.get(i).delivered());
    }
    for (var i = 0; i < reports.size(); i++) {
      text.add(DROPPED, labels.get(i), reports.get(i).dropped());
    }
    for (var i = 0; i < reports.size(); i++) {
      text.add(WAITING, labels.get(i), reports.get(i).waiting());
    }
  }
}
