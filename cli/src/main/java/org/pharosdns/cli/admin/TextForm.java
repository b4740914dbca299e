package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// The forms of text that a scraper may ask for, as the library writes them.
enum TextForm {
  PLAIN(PrometheusTextFormatWriter.create()),
  OPEN_METRICS(OpenMetricsTextFormatWriter.create());

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing between two texts
  private final ExpositionFormatWriter writer;

  TextForm(ExpositionFormatWriter writer) {
    this.writer = writer;
  }

  /// Returns the form for a request.
  ///
  /// @param accept the value of its `Accept` field
  static TextForm accepted(String accept) {
    return OPEN_METRICS.writer.accepts(accept) ? OPEN_METRICS : PLAIN;
  }

  String contentType() {
    return writer.getContentType();
  }

  /// Returns the lines of some metrics, and what stands behind them all.
  List<String> lines(MetricSnapshot... metrics) {
    var text = new ByteArrayOutputStream();
    try {
      writer.write(text, new MetricSnapshots(metrics));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return text.toString(UTF_8).lines().toList();
  }
}
