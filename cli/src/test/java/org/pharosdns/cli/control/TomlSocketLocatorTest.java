package org.pharosdns.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlSocketLocatorTest {
  @TempDir private Path folder = Path.of("");

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ControlSocketLocator locator() {
    return new TomlSocketLocator(folder.resolve("here"), folder.resolve("etc"));
  }

  @Test
  void socketStandsInTheStateFolderBesideTheConfiguration() throws Exception {
    Path file = file("a.toml", "[server]\nstate = \"var\"\nunknown = 1\n");
    assertThat(locator().socket(file)).isEqualTo(folder.resolve("var/control.sock"));
  }

  @Test
  void socketOfItsOwnWins() throws Exception {
    Path file = file("a.toml", "[server]\nstate = \"var\"\n[admin]\nsocket = \"/run/p.sock\"\n");
    assertThat(locator().socket(file)).isEqualTo(Path.of("/run/p.sock"));
  }

  @Test
  void currentFolderIsAskedBeforeTheSystem() throws Exception {
    assertThat(locator().socket(null)).isEqualTo(folder.resolve("here/state/control.sock"));
    Files.createDirectories(folder.resolve("etc"));
    file("etc/pharos.toml", "[server]\nstate = \"e\"\n");
    assertThat(locator().socket(null)).isEqualTo(folder.resolve("etc/e/control.sock"));
    Files.createDirectories(folder.resolve("here"));
    file("here/pharos.toml", "[server]\nstate = \"h\"\n");
    assertThat(locator().socket(null)).isEqualTo(folder.resolve("here/h/control.sock"));
  }

  @Test
  void missingAndMalformedFilesAreNamed() throws Exception {
    Path none = folder.resolve("none.toml");
    assertThat(catchThrowableOfType(RefusedException.class, () -> locator().socket(none)))
        .hasMessage(none + ": error: cannot be read: there is no such file");
    Path bad = file("bad.toml", "[server]\nstate = = 3\n");
    assertThat(catchThrowableOfType(RefusedException.class, () -> locator().socket(bad)))
        .hasMessageStartingWith(bad + ":2:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[server]\nstate = ", "[admin]\nsocket = "})
  void pathsThatAreNoneAreNamed(String key) throws Exception {
    for (var value : List.of("\"a\\u0000b\"", "7", "[]")) {
      Path bad = file("bad.toml", key + value + "\n");
      assertThat(catchThrowableOfType(RefusedException.class, () -> locator().socket(bad)))
          .hasMessageStartingWith(bad + ":2:1: error: ");
    }
  }

  @Test
  void depthHasTheBoundThatTheServerHas() throws Exception {
    Path deep = file("deep.toml", "a.".repeat(20_000) + "a = 1\n");
    assertThat(catchThrowableOfType(RefusedException.class, () -> locator().socket(deep)))
        .hasMessageContaining("more than 32 deep in each other");
  }

  @Test
  void whatElseIsWrongInTheConfigurationIsOverlooked() throws Exception {
    Path file = file("a.toml", "[server]\nlisten = 7\nstate = \"var\"\n[admin]\nlisten = {}\n");
    assertThat(locator().socket(file)).isEqualTo(folder.resolve("var/control.sock"));
  }
}
