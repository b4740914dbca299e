package org.pharosdns.cli.admin;

import org.pharosdns.cli.control.ProgramVersion;

/// The server as a whole as metrics.
record ProcessMetrics(Observed observed, EventStreams pages) {
  void addTo(Samples samples) {
    samples
        .gauge("build_info", "Which program this is.")
        .add(1, "version", ProgramVersion.text(), "java", Runtime.version().toString());
    samples
        .gauge("start_time_seconds", "When the server was started, in seconds since 1970.")
        .add(observed.startedAt().toEpochMilli() / 1000.0);
    samples.gauge("ready", "Whether every name is answered.").add(observed.ready() ? 1 : 0);
    var lags = samples.gauge("loop_lag_seconds", "How long an event loop took to notice a task.");
    observed.loopLag().look().forEach((loop, lag) -> lags.add(lag, "loop", loop));
    samples.gauge("status_pages", "Status pages open now.").add(pages.open());
    samples
        .counter("status_pages_dropped", "Status pages that did not read what they were sent.")
        .add(pages.dropped());
  }
}
