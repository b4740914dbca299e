package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pharosdns.cli.control.ServeOptions;

/// Every example of `docs/health.md` loads.
class HealthPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temporary;

  static List<String> examples() throws Exception {
    var page = Files.readString(Path.of("../docs/health.md"), UTF_8);
    return EXAMPLE.matcher(page).results().map((MatchResult each) -> each.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void loads(String example) {
    var isServer = example.startsWith("[witness]");
    var folder =
        new ServerFolder(temporary)
            .write("pharos.toml", isServer ? example : "")
            .zone(
                "example.com.zone",
                ServerFolder.APEX + "www A 192.0.2.1\nwww A 192.0.2.2\nwww-dr A 192.0.2.3\n")
            .zone("example.com.toml", isServer ? "" : example);
    var options = new ServeOptions(folder.folder().resolve("pharos.toml"), null, List.of());
    var loaded = Configurations.read(options);
    assertThat(loaded.problems()).isEmpty();
    var configuration = Objects.requireNonNull(loaded.value());
    var reading = ZoneReading.of(configuration, Configurations.zones(options, configuration));
    assertThat(Configurations.texts(reading.allProblems())).isEmpty();
    assertThat(reading.sound()).hasSize(1);
  }
}
