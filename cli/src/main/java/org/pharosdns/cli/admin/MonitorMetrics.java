package org.pharosdns.cli.admin;

import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.ProbeCounters;
import org.pharosdns.health.monitor.TimeClasses;
import org.pharosdns.health.verdict.Verdict;

/// Monitors and their probes as metrics.
record MonitorMetrics(HealthTable health, ProbeCounters probes, boolean failure) {
  private static final Family MONITORS =
      Family.gauge("monitors", "Monitors (check and target) by verdict.");
  private static final Family TRANSITIONS =
      Family.counter("monitor_transitions", "Changes of monitors between up and down.");
  private static final Family FAILURE =
      Family.gauge(
          "monitor_failure", "Whether no witness is reached, so that verdicts are frozen.");
  private static final Family PROBES =
      Family.counter("probes", "Probes that ended; void ones say nothing of their target.");
  private static final Histogram DURATION =
      times("probe_duration_seconds", "How long probes took.");
  private static final Histogram LATENESS =
      times("probe_lateness_seconds", "How long after its planned start a probe began.");

  private static final Verdict[] VERDICTS = Verdict.values();
  private static final byte[][] BY_VERDICT = LabelText.each("verdict", VERDICTS);
  private static final ProbeResult.Kind[] RESULTS = ProbeResult.Kind.values();
  private static final byte[][] BY_RESULT = LabelText.each("result", RESULTS);
  private static final byte[] UP = LabelText.of("to", "up");
  private static final byte[] DOWN = LabelText.of("to", "down");

  private static Histogram times(String name, String help) {
    return new Histogram(name, help, TimeClasses.bounds(), new String[0]);
  }

  void addTo(MetricText text) {
    for (var i = 0; i < VERDICTS.length; i++) {
      var count = 0;
      for (var status : health.statuses()) {
        count += status.verdict() == VERDICTS[i] ? 1 : 0;
      }
      text.add(MONITORS, BY_VERDICT[i], count);
    }
    text.add(TRANSITIONS, UP, probes.ups());
    text.add(TRANSITIONS, DOWN, probes.downs());
    text.add(FAILURE, LabelText.NONE, failure);
    for (var i = 0; i < RESULTS.length; i++) {
      text.add(PROBES, BY_RESULT[i], probes.results(RESULTS[i]));
    }
    DURATION.addTo(text, 0, probes.took().counts(), probes.took().seconds());
    LATENESS.addTo(text, 0, probes.late().counts(), probes.late().seconds());
  }
}
