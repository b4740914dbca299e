package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.geo.GeoFile;
import org.pharosdns.dns.wire.DnsName;

/// Every `toml` block of the manual is a whole steering file that loads, or, with a `[server]` or
/// another table of its own, a `pharos.toml`.
final class DocumentationExamplesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final DnsName APEX = DnsName.parse("example.com");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```toml\n(.*?)^```$");
  private static final Pattern SERVER_TABLE =
      Pattern.compile(
          "(?m)^\\[(server|admin|limits|witness|rate_limit|cookies|zone|key|query_log|dnstap|notify)\\b");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> everyExampleLoads() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    try (var pages = Files.list(DOCS)) {
      for (var page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        var blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
          var text = blocks.group(1);
          var name = page.getFileName() + ": " + text.lines().findFirst().orElse("");
          tests.add(DynamicTest.dynamicTest(name, () -> assertThat(problems(text)).isEmpty()));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private List<String> problems(String text) {
    try {
      new GeoFile().add("192.0.2.0/24", "DE", "EU").write(folder.resolve("geo.mmdb"));
      var token = Files.writeString(folder.resolve("admin-token"), "0123456789abcdef0123");
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
      var isServer = SERVER_TABLE.matcher(text).find();
      var server = folder.resolve("pharos.toml");
      Files.writeString(
          server, isServer ? text : "[server]\ngeo_database = \"geo.mmdb\"\nallow_exec = true\n");
      var configuration = ConfigLoader.load(server, folder);
      var problems = new ArrayList<>(configuration.problems());
      if (!isServer) {
        var file = Files.writeString(folder.resolve("example.com.toml"), text);
        var loaded = Objects.requireNonNull(configuration.value());
        problems.addAll(ConfigLoader.loadSteering(file, APEX, loaded).problems());
      }
      return problems.stream().map(Object::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
