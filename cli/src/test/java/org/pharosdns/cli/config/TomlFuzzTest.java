package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.wire.DnsName;

/// Damaged files end in problems with places, never in an exception.
final class TomlFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final String LETTERS = "[]{}=.,'\"\\#\n\r\t a0-_:é\u0000";
  private static final Path FILE = Path.of("fuzz.toml");

  private static String corpus(String name) {
    try (var stream = TomlFuzzTest.class.getResourceAsStream("corpus/" + name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String damage(String text, Draw draw) {
    var damaged = new StringBuilder(text);
    for (var i = draw.below(4); i >= 0; i--) {
      var at = (int) draw.below(damaged.length());
      var letter = LETTERS.charAt((int) draw.below(LETTERS.length()));
      switch ((int) draw.below(4)) {
        case 0 -> damaged.setCharAt(at, letter);
        case 1 -> damaged.insert(at, letter);
        case 2 -> damaged.deleteCharAt(at);
        default -> damaged.delete(at, Math.min(damaged.length(), at + (int) draw.below(40)));
      }
      if (damaged.isEmpty()) {
        damaged.append(letter);
      }
    }
    return damaged.toString();
  }

  private static void read(String text) {
    var result = TomlFile.parse(FILE, text);
    var root = result.root();
    if (root == null) {
      assertThat(result.problems()).hasSize(1);
      return;
    }
    var server = new ServerReader(root, Path.of("/")).read(true);
    var defaults = Objects.requireNonNull(ConfigLoader.load(null, Path.of("/nowhere")).value());
    var steering = new SteeringReader(root, DnsName.ROOT, defaults).read();
    for (var problems : List.of(server.problems(), steering.problems())) {
      assertThat(problems).allMatch(problem -> problem.line() > 0 && problem.source() != null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"steering.toml", "server.toml"})
  void damagedFilesNeverThrow(String name) {
    var text = corpus(name);
    var draw = new Draw(4711);
    assertThat(TomlFile.parse(FILE, text).root()).isNotNull();
    read(text);
    for (var i = 0; i < ROUNDS; i++) {
      var damaged = damage(text, draw);
      try {
        read(damaged);
      } catch (RuntimeException e) {
        throw new AssertionError("round " + i + ":\n" + damaged, e);
      }
    }
  }
}
