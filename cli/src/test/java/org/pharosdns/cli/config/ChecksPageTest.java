package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The page about checks shows what loads.
class ChecksPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);
  private static final Path PAGE = Path.of("..", "docs", "checks.md");
  @TempDir private static Path folder;

  private static List<String> examples() throws IOException {
    var examples = new ArrayList<String>();
    var matcher = EXAMPLE.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      examples.add(matcher.group(1));
    }
    return examples;
  }

  @TestFactory
  List<DynamicTest> everyExampleLoads() throws IOException {
    return examples().stream()
        .map(text -> DynamicTest.dynamicTest(text.lines().findFirst().orElse(""), () -> load(text)))
        .toList();
  }

  private static Map<String, CheckDefinition> load(String text) throws IOException {
    Path file =
        Files.writeString(folder.resolve("pharos.toml"), "[server]\nallow_exec = true\n" + text);
    var loaded = ConfigLoader.load(file, folder);
    assertThat(loaded.problems()).isEmpty();
    var configuration = loaded.value();
    return configuration == null ? Map.of() : configuration.checks();
  }

  @Test
  void everyTypeHasAnExample() throws IOException {
    var text = String.join("\n", examples());
    for (var type : CheckType.values()) {
      if (type != CheckType.UP && type != CheckType.HTTP) {
        assertThat(text).containsPattern("type\\s+= \"" + type.word() + "\"");
      }
    }
  }
}
