package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;

/// A metric that counts in classes: what stands in every scrape of it, asked of the library once.
/// Immutable.
final class Histogram {
  private final Family family;
  private final byte[][][] prefixes;

  /// @param bounds the upper bound of each class, the last one infinite
  /// @param labels names and values by turns, of each of its series
  Histogram(String name, String help, double[] bounds, String[]... labels) {
    family = Family.of(snapshot(name, help, bounds));
    prefixes =
        Arrays.stream(labels)
            .map(each -> prefixes(snapshot(name, help, bounds, each)))
            .toArray(byte[][][]::new);
  }

  private static HistogramSnapshot snapshot(
      String name, String help, double[] bounds, String... labels) {
    var point =
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, new long[bounds.length]))
            .sum(0)
            .labels(Labels.of(labels))
            .build();
    return new HistogramSnapshot(Family.metadata(name, help), List.of(point));
  }

  private static byte[][] prefixes(HistogramSnapshot snapshot) {
    return Family.prefixes(snapshot).stream()
        .map(prefix -> prefix.stripTrailing().getBytes(UTF_8))
        .toArray(byte[][]::new);
  }

  /// Adds a series: each class with all below it, how many there are, and their sum.
  ///
  /// @param series its place among the labels
  /// @param counts how many are in each class alone
  void addTo(MetricText text, int series, long[] counts, double sum) {
    text.begin(family);
    var lines = prefixes[series];
    var count = 0L;
    for (var i = 0; i < counts.length; i++) {
      count += counts[i];
      text.line(lines[i], count);
    }
    text.line(lines[counts.length], count);
    text.line(lines[counts.length + 1], sum);
  }
}
