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

/// Each example of `pharos.toml` in `docs/transfer-and-update.md` is loaded.
class TransferExamplesTest {
  private static final Pattern TOML = Pattern.compile("```toml\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder = Path.of("");

  static List<String> examples() throws IOException {
    var page = Files.readString(Path.of("../docs/transfer-and-update.md"), UTF_8);
    return TOML.matcher(page).results().map(match -> match.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleLoads(String toml) throws IOException {
    new ServerFolder(folder).zone("example.com.zone", ServerFolder.APEX).write("pharos.toml", toml);
    var report = new ServerCheck().check(folder.resolve("pharos.toml"), List.of());
    assertThat(report.problems()).isEmpty();
  }
}
