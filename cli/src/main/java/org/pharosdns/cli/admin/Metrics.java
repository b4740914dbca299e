package org.pharosdns.cli.admin;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// The metrics of a running server as text for Prometheus. Labels come from the configuration or
/// from fixed sets, never from a query.
final class Metrics {
  private final Observed observed;
  private final EventStreams pages;

  Metrics(Observed observed, EventStreams pages) {
    this.observed = observed;
    this.pages = pages;
  }

  /// Returns all metrics of this moment.
  ///
  /// @param accepted the value of the request's `Accept` field
  AdminResponse scrape(String accepted) {
    var samples = new Samples();
    new ProcessMetrics(observed, pages).addTo(samples);
    new TrafficMetrics(observed.loops(), observed.transport()).addTo(samples);
    new ZoneMetrics(observed).addTo(samples);
    new MonitorMetrics(observed.health(), observed.probes(), observed.monitorFailure())
        .addTo(samples);
    new MemberMetrics(observed.members()).addTo(samples);
    new PromiseMetrics(observed.names()).addTo(samples);
    new TapMetrics(observed.tapReports()).addTo(samples);
    new NotifyMetrics(observed.notifications()).addTo(samples);
    MachineMetrics.addTo(samples);
    var plain = PrometheusTextFormatWriter.create();
    var open = OpenMetricsTextFormatWriter.create();
    var writer = open.accepts(accepted) ? open : plain;
    var text = new ByteArrayOutputStream(16 * 1024);
    try {
      writer.write(text, samples.finish());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return new AdminResponse(200, writer.getContentType(), text.toByteArray());
  }
}
