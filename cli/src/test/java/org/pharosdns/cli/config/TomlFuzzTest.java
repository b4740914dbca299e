package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.zone.model.Problem;

/// Damaged files end in problems with places, never in an exception.
class TomlFuzzTest {
  private static final Path FILE = Path.of("fuzz.toml");
  private static final Configuration DEFAULTS =
      Objects.requireNonNull(ConfigLoader.load(null, Path.of("/nowhere")).value());

  @FuzzTest
  void anyServerFile(byte[] input) {
    var result = TomlFile.parse(FILE, new String(input, StandardCharsets.UTF_8));
    var root = result.root();
    if (root == null) {
      assertThat(result.problems()).hasSize(1);
    } else {
      check(new ServerReader(root, Path.of("/"), null).read(true).problems());
    }
  }

  @FuzzTest
  void anySteeringFile(byte[] input) {
    var result = TomlFile.parse(FILE, new String(input, StandardCharsets.UTF_8));
    var root = result.root();
    if (root == null) {
      assertThat(result.problems()).hasSize(1);
    } else {
      check(new SteeringReader(root, DnsName.ROOT, DEFAULTS).read().problems());
    }
  }

  private static void check(List<Problem> problems) {
    assertThat(problems).allMatch(problem -> problem.line() > 0);
    assertThat(problems)
        .as("only what holds a secret is not shown")
        .allMatch(problem -> problem.source() != null || problem.message().contains("secret"));
    assertThat(problems)
        .extracting(problem -> problem.format().length())
        .allMatch(length -> length > 0 && length < 2500);
  }

  @Test
  void generatedServerFiles() {
    GeneratedInputs.of(TomlFuzzTest.class, "anyServerFile").feed(15_000, this::anyServerFile);
  }

  @Test
  void generatedSteeringFiles() {
    GeneratedInputs.of(TomlFuzzTest.class, "anySteeringFile").feed(15_000, this::anySteeringFile);
  }
}
