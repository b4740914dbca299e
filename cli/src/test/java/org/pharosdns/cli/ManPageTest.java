package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manual pages and completion, made from the commands themselves.
class ManPageTest {
  private static final Parts PARTS = Typed.parts(Path.of("nowhere/control.sock"));

  @TempDir private Path folder = Path.of("");

  @Test
  void pageHasTheSectionsThatReadersExpect() {
    assertThat(Typed.run(PARTS, "man", "zone", "list"))
        .isEqualTo(
            new Typed(
                0,
                """
                .TH "pharos\\-zone\\-list" 1 "" "Pharos" "Pharos"
                .SH NAME
                pharos\\-zone\\-list \\- List the zones served, with serials, and say where the files are refused.
                .SH SYNOPSIS
                .B pharos zone list
                [OPTION]...
                .SH DESCRIPTION
                List the zones served, with serials, and say where the files are refused.
                .PP
                .SH OPTIONS
                .TP
                .B \\-\\-json
                Print JSON.
                .TP
                .B \\-c, \\-\\-config FILE
                Configuration file; it also says where the server's control socket is. Default: ./pharos.toml, then /etc/pharos/pharos.toml, then none.
                .TP
                .B \\-h, \\-\\-help
                Show this help and exit.
                .SH EXIT STATUS
                .TP
                .B 0
                done
                .TP
                .B 1
                refused or failed
                .TP
                .B 2
                wrong usage
                """,
                ""));
  }

  @Test
  void everyCommandHasAPage() throws Exception {
    assertThat(Typed.run(PARTS, "man", "--all", folder.toString())).isEqualTo(new Typed(0, "", ""));
    assertThat(folder.resolve("pharos.1")).content().contains("pharos\\-zone(1)");
    assertThat(folder.resolve("pharos-record-add.1")).content().contains(".SH ARGUMENTS");
    try (var pages = Files.list(folder)) {
      assertThat(pages).hasSizeGreaterThan(30);
    }
  }

  @Test
  void unknownCommandGetsASuggestion() {
    assertThat(Typed.run(PARTS, "man", "zone", "lst"))
        .isEqualTo(
            new Typed(1, "", "pharos: 'lst' is no command of pharos zone. Did you mean 'list'?\n"));
  }

  @Test
  void completionIsSilentWithoutAServer() {
    assertThat(Typed.run(PARTS, "completion", "--words", "zones")).isEqualTo(new Typed(0, "", ""));
  }
}
