package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.steering.SteadyClock;
import org.pharosdns.cli.zones.AllWritten;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.ZoneReading;

/// What is remembered of monitors goes with the zones that need them, whether or not anybody looks.
class ForgottenMonitorsTest {
  private static final String STEERING =
      """
      [check.told]
      type = "feed"
      validity = "1h"
      [name.www]
      check = "told"
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void theVerdictsOfMonitorsThatNoZoneNeedsAreForgotten() throws Exception {
    new ServerFolder(folder)
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\nwww A 192.0.2.2\n")
        .zone("example.toml", STEERING);
    var options = new ServeOptions(folder.resolve("pharos.toml"), null, List.of());
    var configuration = Configurations.load(options);
    var wall = InstantSource.system();
    try (var open = new OpenParts(Duration.ofSeconds(4), System::nanoTime)) {
      var basics =
          new ServerBasics(
              options,
              configuration,
              wall,
              System::nanoTime,
              new SteadyClock(wall, System::nanoTime),
              new Liveness(System::nanoTime, Liveness.PATIENCE),
              open);
      var state = StateParts.open(basics);
      var health = HealthParts.open(basics, List::of);
      var reading =
          ZoneReading.of(
              configuration, configuration.server().zones(), AllWritten.of(configuration));
      var parts = ZoneParts.open(basics, configuration, state, health, reading);
      parts.zones().replace(reading.sound());
      var monitors = health.monitors();
      parts.history().changed(monitors.table(), monitors.monitors(), System.nanoTime());
      assertThat(parts.history().size()).isEqualTo(2);
      parts.zones().replace(reading.sound());
      assertThat(parts.history().size()).isEqualTo(2);
      parts.zones().replace(List.of());
      assertThat(parts.history().size()).isZero();
    }
  }
}
