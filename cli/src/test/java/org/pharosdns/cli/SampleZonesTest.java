package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.SteeringFile;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;

/// What lies in `zones/` is right: a newcomer begins with it.
class SampleZonesTest {
  private static final Path FOLDER = Path.of("..", "zones");

  static List<Path> zones() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".zone")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("zones")
  void sampleZoneLoadsWithoutAnyProblem(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.zone$", "");
    var result = ZoneLoader.load(file, DnsName.parse(name), LoadLimits.DEFAULTS);
    assertThat(result.problems()).isEmpty();
    assertThat(result.contents()).isNotNull();
  }

  @Test
  void sampleSteeringLoadsWithoutAnyProblem() {
    Path nowhere = Path.of("no", "such", "folder");
    var configuration = Objects.requireNonNull(ConfigLoader.load(null, nowhere).value());
    var loaded =
        ConfigLoader.loadSteering(
            FOLDER.resolve("example.com.toml"), DnsName.parse("example.com"), configuration);
    assertThat(loaded.problems()).isEmpty();
    SteeringFile steering = Objects.requireNonNull(loaded.value());
    assertThat(steering.checks()).containsOnlyKeys("web");
    assertThat(steering.steering().names()).hasSize(4);
  }
}
