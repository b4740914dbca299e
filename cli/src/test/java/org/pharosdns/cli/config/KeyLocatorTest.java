package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class KeyLocatorTest {
  private static final String TEXT =
      """
      # comment [x] = 1
      top = "a = \\"b\\" # no comment"
      a.b . "c.d" = [1, [2, 3], # comment, with comma
        "x]", { y = 1, 'z' = 2 } ]
      long = '''
      [not.a.table]
      '''
      [name."www.eu".member."2001:db8::1"]
      target = "10.0.0.1"
      [[name.www.rule]]
      geo = ["EU"]
      [[name.www.rule]]
      tiers = []
      [name.www.rule.deep]
      k = 1979-05-27T07:32:00Z
      last = 1""";

  private static String at(String... path) {
    var offset = Objects.requireNonNull(KeyLocator.locate(TEXT).get(List.of(path)));
    return TEXT.substring(offset).lines().findFirst().orElse("");
  }

  @Test
  void keysOfTablesAreFound() {
    assertThat(at("top")).startsWith("top =");
    assertThat(at("name", "www.eu", "member", "2001:db8::1")).startsWith("\"2001:db8::1\"]");
    assertThat(at("name", "www.eu", "member", "2001:db8::1", "target")).startsWith("target");
    assertThat(at("name", "www.eu", "member", "2001:db8::1", "target")).endsWith("\"10.0.0.1\"");
  }

  @Test
  void dottedKeysAreFoundPartByPart() {
    assertThat(at("a")).startsWith("a.b");
    assertThat(at("a", "b", "c.d")).startsWith("\"c.d\"");
  }

  @Test
  void elementsAndInlineKeysAreFound() {
    assertThat(at("a", "b", "c.d", "1", "1")).startsWith("3]");
    assertThat(at("a", "b", "c.d", "2")).startsWith("\"x]\"");
    assertThat(at("a", "b", "c.d", "3", "z")).startsWith("'z'");
  }

  @Test
  void tablesOfAListAreNumbered() {
    assertThat(at("name", "www", "rule", "0", "geo")).startsWith("geo");
    assertThat(at("name", "www", "rule", "1", "tiers")).startsWith("tiers");
    assertThat(at("name", "www", "rule", "1", "deep", "last")).isEqualTo("last = 1");
  }

  @Test
  void textInLongStringsIsNoKey() {
    assertThat(KeyLocator.locate(TEXT)).doesNotContainKey(List.of("not"));
  }
}
