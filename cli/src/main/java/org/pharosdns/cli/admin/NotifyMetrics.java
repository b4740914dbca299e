package org.pharosdns.cli.admin;

import java.util.List;
import org.pharosdns.cli.notify.Alerts;

/// What became of notifications, as metrics.
record NotifyMetrics(List<Alerts.Report> reports) {
  void addTo(Samples samples) {
    var delivered = samples.counter("notifications_delivered", "Notifications that arrived.");
    var dropped =
        samples.counter("notifications_dropped", "Notifications refused, given up or crowded out.");
    var waiting = samples.gauge("notifications_waiting", "Notifications still to be delivered.");
    for (var report : reports) {
      delivered.add(report.delivered(), "receiver", report.name());
      dropped.add(report.dropped(), "receiver", report.name());
      waiting.add(report.waiting(), "receiver", report.name());
    }
  }
}
