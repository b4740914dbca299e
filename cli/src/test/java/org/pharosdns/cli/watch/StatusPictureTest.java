package org.pharosdns.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.control.FakeControl;
import org.pharosdns.cli.control.Overview;
import org.pharosdns.cli.terminal.StyledLine;
import org.pharosdns.health.verdict.Verdict;

/// The status page as lines of text.
class StatusPictureTest {
  private static List<String> lines(Overview overview, int columns) {
    var picture = new StatusPicture(overview, columns);
    var lines = new ArrayList<>(picture.head());
    lines.addAll(picture.body());
    return lines.stream().map(line -> line.text(columns, false)).toList();
  }

  @Test
  void showsWhatThePageShows() {
    assertThat(String.join("\n", lines(FakeControl.OVERVIEW, 200)))
        .contains("Pharos 0.1.0  up for 1h30m")
        .contains("1 out  1 zone with problems on disk")
        .contains("7 answers/s  NOERROR 7")
        .contains("● www.example.com. A  1/2  TTL 21  promise kept (30s)")
        .contains("  └ www.example.com.  answers")
        .contains("up       192.0.2.11        TTL 21  passed 0.4s ago  weight 70")
        .contains("forced drain 192.0.2.12    passed 1m35s ago  connection refused  weight standby")
        .contains("down  192.0.2.12 of www.example.com.  refused")
        .contains("in caches for another 12s, bound 24s of 30s")
        .contains("example.net.  serial 1  5 records, 0 steered  old version served: n.zone:3:1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 20, 39, 40, 80, 132, 500})
  void fitsEveryWidth(int columns) {
    assertThat(lines(FakeControl.OVERVIEW, columns))
        .allSatisfy(
            line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(columns));
  }

  @Test
  void theBarOfAMonitorShowsTheWorstOfEachTime() {
    var monitor =
        new Overview.MonitorLine(
            "m",
            Verdict.UP,
            "ok",
            Duration.ZERO,
            null,
            List.of(
                new Overview.Change(Duration.ofMinutes(45), Verdict.UP, "ok"),
                new Overview.Change(Duration.ofSeconds(1802), Verdict.DOWN, "refused"),
                new Overview.Change(Duration.ofSeconds(1801), Verdict.UP, "ok")));
    StyledLine line = new MonitorPicture(monitor).line(1, 31);
    assertThat(line.text(31, false))
        .isEqualTo("up       m " + "·".repeat(5) + "▄".repeat(4) + "█" + "▄".repeat(10));
  }

  @Test
  void barsGrowWithTheRate() {
    var picture =
        new RatePicture(Map.of("NOERROR", List.of(0L, 1L, 8L), "REFUSED", List.of(0L, 0L, 8L)));
    assertThat(picture.line(5).text(5, false)).isEqualTo("   ▁█");
    assertThat(picture.line(2).text(5, false)).isEqualTo("▁█");
  }

  @Test
  void withManyNamesThoseThatAreWellTakeOneLineEach() {
    var names = new ArrayList<Overview.Name>();
    for (var i = 0; i < 20; i++) {
      names.add(
          new Overview.Name(
              "n" + i + ".example.com.",
              "A",
              FakeControl.STEERED,
              false,
              null,
              null,
              null,
              true,
              List.of(FakeControl.UP)));
    }
    var all = FakeControl.OVERVIEW;
    var many =
        new Overview(
            all.version(), all.uptime(), true, List.of(), names, List.of(), List.of(), 0, Map.of());
    assertThat(lines(many, 80)).hasSize(4 + 2 + 20 + 2);
  }
}
