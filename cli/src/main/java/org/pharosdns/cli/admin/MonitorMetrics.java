package org.pharosdns.cli.admin;

import java.util.Locale;
import java.util.stream.Collectors;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.MonitorStatus;
import org.pharosdns.health.monitor.ProbeCounters;
import org.pharosdns.health.monitor.TimeClasses;
import org.pharosdns.health.verdict.Verdict;

/// Monitors and their probes as metrics.
record MonitorMetrics(HealthTable health, ProbeCounters probes, boolean failure) {
  void addTo(Samples samples) {
    var verdicts =
        health.statuses().stream()
            .collect(Collectors.groupingBy(MonitorStatus::verdict, Collectors.counting()));
    var monitors = samples.gauge("monitors", "Monitors (check and target) by verdict.");
    for (var verdict : Verdict.values()) {
      monitors.add(verdicts.getOrDefault(verdict, 0L), "verdict", lower(verdict));
    }
    samples
        .counter("monitor_transitions", "Changes of monitors between up and down.")
        .add(probes.ups(), "to", "up")
        .add(probes.downs(), "to", "down");
    samples
        .gauge("monitor_failure", "Whether no witness is reached, so that verdicts are frozen.")
        .add(failure ? 1 : 0);
    var results =
        samples.counter("probes", "Probes that ended; void ones say nothing of their target.");
    for (var kind : ProbeResult.Kind.values()) {
      results.add(probes.results(kind), "result", lower(kind));
    }
    addTimes(samples, "probe_duration_seconds", "How long probes took.", probes.took());
    addTimes(
        samples,
        "probe_lateness_seconds",
        "How long after its planned start a probe began.",
        probes.late());
  }

  private static void addTimes(Samples samples, String name, String help, TimeClasses times) {
    samples.histogram(name, help, TimeClasses.bounds()).add(times.counts(), times.seconds());
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
