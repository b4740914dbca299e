package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// One metric: what stands in every scrape of it, asked of the library once. Every name starts
/// with `pharos_`. Immutable.
final class Family {
  private final Map<TextForm, byte[]> heads = new EnumMap<>(TextForm.class);
  private final byte[] name;

  private Family(MetricSnapshot empty, String sample) {
    for (var form : TextForm.values()) {
      heads.put(form, head(form, empty));
    }
    name = sample.getBytes(UTF_8);
  }

  /// Returns a counter; in the text `_total` stands behind its name.
  static Family counter(String name, String help) {
    var points = List.of(new CounterDataPointSnapshot(0, Labels.EMPTY, null, 0));
    return of(new CounterSnapshot(metadata(name, help), points));
  }

  static Family gauge(String name, String help) {
    var points = List.of(new GaugeDataPointSnapshot(0, Labels.EMPTY, null));
    return of(new GaugeSnapshot(metadata(name, help), points));
  }

  /// Returns the metric of which `one` has one sample.
  static Family of(MetricSnapshot one) {
    return new Family(one, prefixes(one).getFirst().strip());
  }

  static MetricMetadata metadata(String name, String help) {
    return new MetricMetadata("pharos_" + name, help);
  }

  private static byte[] head(TextForm form, MetricSnapshot metric) {
    var end = form.lines();
    return form.lines(metric).stream()
        .filter(line -> line.startsWith("#") && !end.contains(line))
        .map(line -> line + '\n')
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  /// Returns the lines of the samples up to their values, one space included.
  static List<String> prefixes(MetricSnapshot metric) {
    return TextForm.PLAIN.lines(metric).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ') + 1))
        .toList();
  }

  /// Returns the comments that stand before the samples.
  byte[] head(TextForm form) {
    return Objects.requireNonNull(heads.get(form));
  }

  /// Returns the name that stands in a sample.
  byte[] name() {
    return name;
  }
}
