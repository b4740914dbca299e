package org.pharosdns.cli.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.zone.model.Problem;

/// `[limits] monitors` and `probe_starts_per_second`, at their edges.
class MonitorLimitTest {
  private static final String RECORDS = "www A 192.0.2.1\nwww A 192.0.2.2\nwww A 192.0.2.3\n";
  private static final String STEERING =
      """
      [check.web]
      type = "tcp"
      port = 80
      interval = "3s"
      [name.www]
      check = "web"
      """;

  @TempDir Path temporary;

  private ZoneReading read(String limits) {
    var folder =
        new ServerFolder(temporary)
            .write("pharos.toml", "[limits]\n" + limits)
            .zone("a.zone", ServerFolder.APEX + RECORDS)
            .zone("a.toml", STEERING)
            .zone("b.zone", ServerFolder.APEX + "www A 192.0.2.3\nwww A 192.0.2.4\n")
            .zone("b.toml", STEERING);
    var options = new ServeOptions(folder.folder().resolve("pharos.toml"), null, List.of());
    var configuration = Objects.requireNonNull(Configurations.read(options).value());
    return ZoneReading.of(
        configuration, Configurations.zones(options, configuration), AllWritten.of(configuration));
  }

  @Test
  void sharedMonitorsCountOnceAndTheLimitIsAllowed() {
    assertThat(read("monitors = 5\n").sound()).hasSize(2);
    assertThat(read("monitors = 4\n").sound()).hasSize(2);
  }

  @Test
  void aZoneBeyondTheLimitIsNotLoadedAndSaysSo() {
    var reading = read("monitors = 3\n");
    assertThat(reading.sound())
        .singleElement()
        .extracting(z -> z.apex().toString())
        .isEqualTo("a.");
    assertThat(reading.allProblems())
        .singleElement()
        .extracting(Problem::format)
        .asString()
        .contains("b.toml", "4 monitors would be needed with this zone, and 3 are allowed");
  }

  @Test
  void moreProbesThanMayStartAreAWarning() {
    var reading = read("probe_starts_per_second = 1\n");
    assertThat(reading.sound()).hasSize(2);
    assertThat(reading.allProblems()).singleElement().matches(problem -> !problem.isError());
  }
}
