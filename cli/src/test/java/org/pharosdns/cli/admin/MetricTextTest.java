package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The text of a scrape is what the library would write, but that whole numbers have no fraction.
class MetricTextTest {
  private static final String NASTY = "a\\b\"c\nd\u00e9{}, e";

  @ParameterizedTest
  @EnumSource(TextForm.class)
  void theTextIsTheOneOfTheLibrary(TextForm form) {
    var text = new MetricText(form, 1);
    var counter = Family.counter("asked", "Asked\nof \\ us.");
    text.add(counter, LabelText.of("name", NASTY, "type", "A"), 9_007_199_254_740_991L);
    text.add(counter, LabelText.of("name", "b", "type", "A"), 0);
    var gauge = Family.gauge("depth", "Depth.");
    text.add(gauge, -12.5);
    var histogram = new Histogram("took", "Took.", bounds(), new String[] {"by", "udp"});
    histogram.addTo(text, 0, new long[] {3, 0, 2}, 1.25e-7);
    assertThat(samples(new String(text.finish(), UTF_8))).isEqualTo(samples(library(form)));
  }

  private static double[] bounds() {
    return new double[] {1e-5, 0.5, Double.POSITIVE_INFINITY};
  }

  private static String library(TextForm form) {
    var counter =
        new CounterSnapshot(
            new MetricMetadata("pharos_asked", "Asked\nof \\ us."),
            List.of(
                new CounterDataPointSnapshot(
                    9_007_199_254_740_991.0, Labels.of("name", NASTY, "type", "A"), null, 0),
                new CounterDataPointSnapshot(0, Labels.of("name", "b", "type", "A"), null, 0)));
    var gauge =
        new GaugeSnapshot(
            new MetricMetadata("pharos_depth", "Depth."),
            List.of(new GaugeDataPointSnapshot(-12.5, Labels.EMPTY, null)));
    var histogram =
        new HistogramSnapshot(
            new MetricMetadata("pharos_took", "Took."),
            List.of(
                HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(bounds(), new long[] {3, 0, 2}))
                    .sum(1.25e-7)
                    .labels(Labels.of("by", "udp"))
                    .build()));
    return String.join("\n", form.lines(counter, gauge, histogram));
  }

  /// The lines, with values as numbers.
  private static List<String> samples(String text) {
    var lines = new ArrayList<String>();
    for (var line : text.lines().toList()) {
      var value = line.lastIndexOf(' ') + 1;
      lines.add(
          line.startsWith("#")
              ? line
              : line.substring(0, value) + Double.parseDouble(line.substring(value)));
    }
    return lines;
  }

  @Test
  void numbersAreWrittenAsTheyAre() {
    var text = new MetricText(TextForm.PLAIN, 1);
    var gauge = Family.gauge("x", "X.");
    text.add(gauge, 0);
    text.add(gauge, -907);
    text.add(gauge, Long.MAX_VALUE);
    text.add(gauge, 300.0);
    text.add(gauge, 0.0625);
    text.add(gauge, 1e300);
    assertThat(new String(text.finish(), UTF_8).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "pharos_x 0",
            "pharos_x -907",
            "pharos_x 9223372036854775807",
            "pharos_x 300",
            "pharos_x 0.0625",
            "pharos_x 1.0E300");
  }

  @Test
  void whatIsMadeOfAListIsMadeAgainOnlyWhereAnotherThingStands() {
    var made = new ArrayList<String>();
    var cache =
        new LabelText.Cache<String, String>(
            String::equals,
            each -> {
              made.add(each);
              return each + "!";
            });
    assertThat(cache.of(List.of("a", "b", "c"))).containsExactly("a!", "b!", "c!");
    assertThat(cache.of(List.of("a", "x"))).containsExactly("a!", "x!");
    assertThat(cache.of(List.of("a", "x", "c"))).containsExactly("a!", "x!", "c!");
    assertThat(made).containsExactly("a", "b", "c", "x", "c");
  }
}
