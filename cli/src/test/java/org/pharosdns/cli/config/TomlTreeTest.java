package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

class TomlTreeTest {
  private static ObjectNode read(String text) {
    try (var parser = TomlTree.parser(text)) {
      return TomlTree.read(parser);
    }
  }

  @Test
  void treeIsTheOneOfTheMapper() {
    var text =
        """
        whole = 5
        long = 5_000_000_000
        huge = 123456789012345678901234567890
        share = 0.25
        flag = true
        off = false
        text = "a \\"b\\""
        date = 2026-03-01
        list = [1, "two", [3.5], {four = 4}]
        empty = {}
        none = []

        [a."b.c".d]
        key = 'literal'

        [[tables]]
        first = 1

        [[tables]]
        second = 2
        """;
    assertThat(read(text)).hasToString(new TomlMapper().readTree(text).toString());
  }

  @Test
  void emptyTextIsAnEmptyTable() {
    assertThat(read("")).isEmpty();
    assertThat(read("# nothing\n")).isEmpty();
  }

  @Test
  void wrongTextIsRefused() {
    assertThatThrownBy(() -> read("a = \n")).isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> read("a = 1\na = 2\n")).isInstanceOf(JacksonException.class);
  }

  @Test
  void numberBeyondADoubleIsInfinite() {
    assertThat(read("a = 1e999\nb = -1e999\nc = inf\nd = 1e-999"))
        .isEqualTo(read("a = inf\nb = -inf\nc = inf\nd = 0.0"));
  }
}
