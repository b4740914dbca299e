package org.pharosdns.cli.admin;

import java.util.ArrayList;
import org.pharosdns.cli.control.ProgramVersion;

/// The server as a whole as metrics. Owned by one thread at a time.
final class ProcessMetrics {
  private static final Family BUILD = Family.gauge("build_info", "Which program this is.");
  private static final Family STARTED =
      Family.gauge("start_time_seconds", "When the server was started, in seconds since 1970.");
  private static final Family READY = Family.gauge("ready", "Whether every name is answered.");
  private static final Family LAG =
      Family.gauge("loop_lag_seconds", "How long an event loop took to notice a task.");
  private static final Family PAGES = Family.gauge("status_pages", "Status pages open now.");
  private static final Family PAGES_DROPPED =
      Family.counter("status_pages_dropped", "Status pages that did not read what they were sent.");
  private static final byte[] PROGRAM =
      LabelText.of("version", ProgramVersion.text(), "java", Runtime.version().toString());

  private final Observed observed;
  private final EventStreams pages;
  private final LabelText.Cache<String, byte[]> loops =
      new LabelText.Cache<>(String::equals, loop -> LabelText.of("loop", loop));

  ProcessMetrics(Observed observed, EventStreams pages) {
    this.observed = observed;
    this.pages = pages;
  }

  void addTo(MetricText text) {
    text.add(BUILD, PROGRAM, 1);
    text.add(STARTED, observed.startedAt().toEpochMilli() / 1e3);
    text.add(READY, LabelText.NONE, observed.ready());
    var lags = observed.loopLag().look();
    var labels = loops.of(new ArrayList<>(lags.keySet())).iterator();
    for (var lag : lags.values()) {
      text.add(LAG, labels.next(), (double) lag);
    }
    text.add(PAGES, pages.open());
    text.add(PAGES_DROPPED, pages.dropped());
  }
}
