package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// gdnsd's configuration language, as the end of gdnsd.config(5) describes it.
class VscfReaderTest {
  @TempDir Path folder;

  private Vscf.Hash read(String text) throws Exception {
    return VscfReader.read(Files.writeString(folder.resolve("config"), text));
  }

  private static String shown(Vscf value) {
    return switch (value) {
      case Vscf.Scalar scalar -> scalar.text();
      case Vscf.Array array ->
          array.values().stream().map(VscfReaderTest::shown).toList().toString();
      case Vscf.Hash hash -> {
        var text = new StringBuilder("{");
        hash.values().forEach((k, v) -> text.append(k).append('=').append(shown(v)).append(';'));
        yield text.append('}').toString();
      }
    };
  }

  @Test
  void tablesListsAndStrings() throws Exception {
    assertThat(
            shown(
                read("options => { listen = [ 192.0.2.1, 192.0.2.2 ] } # x\n a=b,c = \"d e\" ; y")))
        .isEqualTo("{options={listen=[192.0.2.1, 192.0.2.2];};a=b;c=d e;}");
    assertThat(shown(read(""))).isEqualTo("{}");
  }

  @Test
  void escapes() throws Exception {
    assertThat(shown(read("a=ex\\097mpl\\e b=\"in\\\"side\" c=white\\ space")))
        .isEqualTo("{a=example;b=in\"side;c=white space;}");
  }

  @Test
  void includedFilesStandInPlace() throws Exception {
    Files.writeString(folder.resolve("more.cfg"), "port = 80");
    assertThat(shown(read("svc => $include{more.cfg} $include{more.cfg}")))
        .isEqualTo("{svc={port=80;};port=80;}");
  }

  @Test
  void mistakesHaveFileAndLine() {
    assertThatThrownBy(() -> read("a = {\n b = c\n"))
        .hasMessageEndingWith("config:3: a } is missing");
    assertThatThrownBy(() -> read("a = b\na = c"))
        .hasMessageEndingWith("config:2: \"a\" stands here twice");
    assertThatThrownBy(() -> read("a")).hasMessageEndingWith("config:1: \"a\" has no value");
    assertThatThrownBy(() -> read("a = \"b")).hasMessageContaining("a quotation mark is missing");
    assertThatThrownBy(() -> read("a = $include{config}"))
        .hasMessageContaining("include each other");
  }
}
