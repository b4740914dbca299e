package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.zone.model.Problem;

/// Each example of steering in `docs/tiers.md` and `docs/from-gdnsd.md` is loaded.
class TierExamplesTest {
  private static final Pattern ZONE = Pattern.compile("```\\n(www .*?)```", Pattern.DOTALL);
  private static final Pattern TOML = Pattern.compile("```toml\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  static List<String> examples() throws IOException {
    return TOML.matcher(page("tiers.md") + page("from-gdnsd.md"))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("../docs").resolve(name), UTF_8);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleLoads(String toml) throws IOException {
    var zone = ZONE.matcher(page("tiers.md"));
    assertThat(zone.find()).isTrue();
    new ServerFolder(folder)
        .zone("example.com.zone", ServerFolder.APEX + zone.group(1))
        .zone("example.com.toml", toml);
    var report = new ServerCheck().check(folder.resolve("pharos.toml"), List.of());
    assertThat(report.problems()).extracting(Problem::format).isEmpty();
    assertThat(report.names()).isNotEmpty();
  }
}
