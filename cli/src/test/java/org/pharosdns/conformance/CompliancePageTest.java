package org.pharosdns.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `docs/rfc-compliance.md`, `docs/testing.md` and `docs/steering-proof.md` name exists, and
/// each row of the first names something.
class CompliancePageTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern TEST =
      Pattern.compile("`([a-z0-9]+(?:\\.[a-z0-9]+)*\\.[A-Z][A-Za-z0-9]*Test)(?:#([a-zA-Z0-9]+))?`");
  private static final List<String> PACKAGES =
      List.of("org.pharosdns.conformance.", "org.pharosdns.");
  private static final List<String> MODULES =
      List.of("cli", "zone-store", "health-probe", "dns-core");

  private static List<String> lines(String page) throws IOException {
    return Files.readAllLines(PROJECT.resolve("docs").resolve(page));
  }

  @ParameterizedTest
  @CsvSource({"rfc-compliance.md, 100", "testing.md, 70", "steering-proof.md, 140"})
  void everyTestNamedExists(String page, int least) throws IOException {
    var missing = new ArrayList<String>();
    var found = 0;
    for (var line : lines(page)) {
      for (var matcher = TEST.matcher(line); matcher.find(); found++) {
        var source = source(matcher.group(1));
        var method = matcher.group(2);
        if (source.isEmpty() || (method != null && !source.contains(" void " + method + "("))) {
          missing.add(matcher.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(least);
  }

  /// Returns the source of a test, empty where there is none.
  private static String source(String name) throws IOException {
    for (var module : MODULES) {
      for (var prefix : PACKAGES) {
        var path = (prefix + name).replace('.', '/') + ".java";
        var file = PROJECT.resolve(module).resolve("src/test/java").resolve(path);
        if (Files.exists(file)) {
          return Files.readString(file);
        }
      }
    }
    return "";
  }

  @Test
  void everyRowNamesATestOrSaysWhyThereIsNone() throws IOException {
    var rows = false;
    var silent = new ArrayList<String>();
    for (var line : lines("rfc-compliance.md")) {
      if (line.startsWith("| section")) {
        rows = true;
      } else if (!line.startsWith("|")) {
        rows = false;
      } else if (rows && !line.startsWith("|---")) {
        var explained = line.contains("not done, because") && line.endsWith("| none |");
        if (!explained && !TEST.matcher(line).find()) {
          silent.add(line);
        }
      }
    }
    assertThat(silent).isEmpty();
  }
}
