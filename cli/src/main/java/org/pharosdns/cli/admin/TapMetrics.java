package org.pharosdns.cli.admin;

import java.util.List;
import org.pharosdns.cli.tap.Taps;

/// What the query log and dnstap wrote and dropped, as metrics. Owned by one thread at a time.
final class TapMetrics {
  private static final Family WRITTEN =
      Family.counter("tap_written", "Lines of the query log, frames of dnstap.");
  private static final Family DROPPED =
      Family.counter("tap_dropped", "What the query log and dnstap found no room for.");
  private static final Family CONNECTED =
      Family.gauge("tap_connected", "Whether what is written goes somewhere.");

  private final LabelText.Cache<Taps.Report, byte[]> taps =
      new LabelText.Cache<>(
          (one, other) -> one.name().equals(other.name()),
          report -> LabelText.of("tap", report.name()));

  void addTo(MetricText text, List<Taps.Report> reports) {
    var labels = taps.of(reports);
    for (var i = 0; i < reports.size(); i++) {
      text.add(WRITTEN, labels.get(i), reports.get(i).written());
    }
    for (var i = 0; i < reports.size(); i++) {
      text.add(DROPPED, labels.get(i), reports.get(i).dropped());
    }
    for (var i = 0; i < reports.size(); i++) {
      text.add(CONNECTED, labels.get(i), reports.get(i).connected());
    }
  }
}
