package org.pharosdns.cli.admin;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.pharosdns.cli.control.Body;

/// The metrics of a running server as text for Prometheus. Labels come from the configuration or
/// from fixed sets, never from a query.
///
/// A scrape takes its processor time from the answers, so what stands in each of them is made once:
/// the library writes names, comments and escaped labels ({@link Family}, {@link LabelText}), and a
/// scrape puts numbers behind them ({@link MetricText}).
final class Metrics {
  private final Observed observed;
  private final Map<TextForm, SharedAnswer<AdminResponse>> answers = new EnumMap<>(TextForm.class);
  private final ProcessMetrics process;
  private final ZoneMetrics zones = new ZoneMetrics();
  private final SteeringMetrics steering = new SteeringMetrics();
  private final TapMetrics taps = new TapMetrics();
  private final NotifyMetrics notifications = new NotifyMetrics();
  private int expected = 16 * 1024;

  Metrics(Observed observed, EventStreams pages) {
    this.observed = observed;
    process = new ProcessMetrics(observed, pages);
    for (var form : TextForm.values()) {
      answers.put(form, new SharedAnswer<>(() -> make(form)));
    }
  }

  /// Returns all metrics of this moment.
  ///
  /// @param accepted the value of the request's `Accept` field
  AdminResponse scrape(String accepted) {
    return requireNonNull(answers.get(TextForm.accepted(accepted))).get();
  }

  private synchronized AdminResponse make(TextForm form) {
    var text = new MetricText(form, expected);
    process.addTo(text);
    new TrafficMetrics(observed.loops(), observed.transport()).addTo(text);
    zones.addTo(text, observed);
    new MonitorMetrics(observed.health(), observed.probes(), observed.monitorFailure()).addTo(text);
    steering.addTo(text, observed.figures());
    taps.addTo(text, observed.tapReports());
    notifications.addTo(text, observed.notifications());
    MachineMetrics.addTo(text);
    var octets = text.finish();
    expected = octets.length + 1024;
    return new AdminResponse(200, form.contentType(), Body.of(octets));
  }
}
