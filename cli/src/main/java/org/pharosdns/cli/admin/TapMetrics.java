package org.pharosdns.cli.admin;

import java.util.List;
import org.pharosdns.cli.tap.Taps;

/// What the query log and dnstap wrote and dropped, as metrics.
record TapMetrics(List<Taps.Report> reports) {
  void addTo(Samples samples) {
    var written = samples.counter("tap_written", "Lines of the query log, frames of dnstap.");
    var dropped =
        samples.counter("tap_dropped", "What the query log and dnstap found no room for.");
    var connected = samples.gauge("tap_connected", "Whether what is written goes somewhere.");
    for (var report : reports) {
      written.add(report.written(), "tap", report.name());
      dropped.add(report.dropped(), "tap", report.name());
      connected.add(report.connected() ? 1 : 0, "tap", report.name());
    }
  }
}
