package org.pharosdns.cli.admin;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The samples of one scrape, metric by metric. Every name starts with `pharos_`.
final class Samples {
  private final List<Supplier<MetricSnapshot>> metrics = new ArrayList<>();

  /// One metric, to which samples are added.
  interface Metric {
    /// Adds a sample.
    ///
    /// @param labels names and values by turns
    Metric add(double value, String... labels);

    /// Adds a sample that is a whole number.
    default Metric add(long value, String... labels) {
      return add((double) value, labels);
    }
  }

  /// Starts a counter; in the text `_total` stands behind its name.
  Metric counter(String name, String help) {
    var points = new ArrayList<CounterDataPointSnapshot>();
    metrics.add(() -> new CounterSnapshot(metadata(name, help), points));
    return new Metric() {
      @Override
      public Metric add(double value, String... labels) {
        points.add(new CounterDataPointSnapshot(value, Labels.of(labels), null, 0));
        return this;
      }
    };
  }

  /// Starts a gauge.
  Metric gauge(String name, String help) {
    var points = new ArrayList<GaugeDataPointSnapshot>();
    metrics.add(() -> new GaugeSnapshot(metadata(name, help), points));
    return new Metric() {
      @Override
      public Metric add(double value, String... labels) {
        points.add(new GaugeDataPointSnapshot(value, Labels.of(labels), null));
        return this;
      }
    };
  }

  /// One histogram, to which samples are added.
  interface Histogram {
    /// Adds a sample.
    ///
    /// @param counts how many are in each class alone
    /// @param labels names and values by turns
    Histogram add(long[] counts, double sum, String... labels);
  }

  /// Starts a histogram.
  ///
  /// @param bounds the upper bound of each class, the last one infinite
  Histogram histogram(String name, String help, double[] bounds) {
    var points = new ArrayList<HistogramDataPointSnapshot>();
    metrics.add(() -> new HistogramSnapshot(metadata(name, help), points));
    return new Histogram() {
      @Override
      public Histogram add(long[] counts, double sum, String... labels) {
        points.add(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(sum)
                .labels(Labels.of(labels))
                .build());
        return this;
      }
    };
  }

  private static MetricMetadata metadata(String name, String help) {
    return new MetricMetadata("pharos_" + name, help);
  }

  /// Returns all metrics.
  MetricSnapshots finish() {
    return new MetricSnapshots(metrics.stream().map(Supplier::get).toList());
  }
}
