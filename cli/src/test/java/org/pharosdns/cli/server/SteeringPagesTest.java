package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.geo.GeoFile;

/// The pages about steering: each example is what `pharos check` finds nothing wrong with, beside
/// the zone of its page, and each feature has the same headings.
class SteeringPagesTest {
  private static final List<String> PAGES =
      List.of("steering", "checks", "health", "selection", "tiers", "from-gdnsd");
  private static final List<String> HEADINGS =
      List.of("**What for.**", "**Syntax.**", "**Example.**", "```", "**What happens when");
  private static final Pattern ZONE = Pattern.compile("```\\n(www .*?)```", Pattern.DOTALL);
  private static final Pattern TOML = Pattern.compile("(?ms)^```toml\\n(.*?)^```$");
  private static final Pattern SERVER_TABLE =
      Pattern.compile("(?m)^\\[(server|witness|admin|limits|zone|key)\\b");

  /// What the pages without a zone of their own are about.
  private static final String NAMES =
      """
      www     A 192.0.2.11
              A 192.0.2.12
              A 192.0.2.13
      cache   A 192.0.2.11
              A 192.0.2.12
      www-dr  A 198.51.100.1
      www-eu  A 198.51.100.2
      www-ch  A 198.51.100.3
      www-lan A 10.0.0.1
      www-lab A 10.66.0.1
      dr      A 198.51.100.4
      sorry   A 198.51.100.5
      """;

  @TempDir Path folder;

  record Example(String page, String toml) {
    @Override
    public String toString() {
      return page + ": " + toml.lines().findFirst().orElse("");
    }
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("../docs").resolve(name + ".md"), UTF_8);
  }

  static List<Example> examples() throws IOException {
    var examples = new ArrayList<Example>();
    for (var page : PAGES) {
      TOML.matcher(page(page)).results().forEach(m -> examples.add(new Example(page, m.group(1))));
    }
    return examples;
  }

  private CheckReport check(Example example) throws IOException {
    new GeoFile().add("192.0.2.0/24", "DE", "EU").write(folder.resolve("geo.mmdb"));
    var own = ZONE.matcher(page(example.page));
    var files =
        new ServerFolder(folder)
            .zone("example.com.zone", ServerFolder.APEX + (own.find() ? own.group(1) : NAMES));
    if (SERVER_TABLE.matcher(example.toml).find()) {
      files.write("pharos.toml", example.toml);
    } else {
      files
          .write("pharos.toml", "[server]\ngeo_database = \"geo.mmdb\"\nallow_exec = true\n")
          .zone("example.com.toml", example.toml);
    }
    return new ServerCheck().check(folder.resolve("pharos.toml"), List.of());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsSound(Example example) throws IOException {
    var report = check(example);
    assertThat(report.problems()).extracting(Object::toString).isEmpty();
    assertThat(report.zones()).isEqualTo(1);
    if (example.toml.contains("[name.")) {
      assertThat(report.names()).isNotEmpty();
    }
  }

  @Test
  void noExampleIsOverlooked() throws IOException {
    for (var page : PAGES) {
      var text = page(page);
      var fences = text.lines().filter(line -> line.strip().startsWith("```toml")).count();
      assertThat(fences).as(page).isPositive().isEqualTo(TOML.matcher(text).results().count());
    }
  }

  @Test
  void anExampleThatIsWrongIsFound() throws IOException {
    var right = "[check.web]\ntype = \"tcp\"\nport = 443\n[name.www]\ncheck = \"web\"\n";
    assertThat(check(new Example("steering", right)).problems()).isEmpty();
    for (var wrong :
        List.of(
            right.replace("port", "prot"),
            right + "failover_budget = \"3s\"\n",
            right + "backup = [\"nowhere\"]\n",
            right.replace("name.www", "name.wwww"),
            right + "weights = { \"192.0.2.99\" = 1 }\n")) {
      assertThat(check(new Example("steering", wrong)).hasErrors()).as(wrong).isTrue();
    }
  }

  /// A section that says what it is for says the rest too, in the same order.
  @ParameterizedTest
  @ValueSource(strings = {"steering", "checks", "health", "selection", "tiers"})
  void everyFeatureHasTheSameHeadings(String page) throws IOException {
    var features = 0;
    for (var section : page(page).split("(?m)^##+ ", -1)) {
      if (section.contains("**What for.**")) {
        features++;
        var at = -1;
        for (var heading : HEADINGS) {
          var next = section.indexOf(heading, at + 1);
          assertThat(next).as(heading + " in " + section.lines().findFirst()).isGreaterThan(at);
          at = next;
        }
      }
    }
    assertThat(features).isPositive();
  }
}
