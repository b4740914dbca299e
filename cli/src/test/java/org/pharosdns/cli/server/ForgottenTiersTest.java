package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;

/// Which tier of a name answers is remembered for as long as the name is steered, and for as long
/// as that cannot be known.
class ForgottenTiersTest {
  private static final String RECORDS = ServerFolder.APEX + "www A 192.0.2.1\ndr A 192.0.2.11\n";
  private static final String STEERING = "[name.www]\nbackup = [\"dr\"]\nfailback = \"manual\"\n";

  @TempDir private Path temporary = Path.of("");

  private ServerFolder folder() {
    return new ServerFolder(temporary);
  }

  /// Zones that are in force are `one.` and `two.`; the file of `unsound.` cannot be read.
  @BeforeEach
  void write() throws Exception {
    for (var zone : List.of("one", "two")) {
      folder().zone(zone + ".zone", RECORDS).zone(zone + ".toml", STEERING);
    }
    folder().zone("unsound.zone", "no zone");
    Files.createDirectories(temporary.resolve("state"));
    writeTiers("gone", "old.one", "www.one", "www.two", "www.unsound");
  }

  private void writeTiers(String... owners) {
    var text = new StringBuilder("pharos tiers 1\n");
    for (var owner : owners) {
      text.append(owner).append(".\t1\tdr.").append(zone(owner)).append(".\n");
    }
    folder().write("state/tiers", text.toString());
  }

  private static String zone(String owner) {
    return owner.substring(owner.indexOf('.') + 1);
  }

  private List<String> remembered() throws Exception {
    return Files.readAllLines(temporary.resolve("state/tiers")).stream()
        .filter(line -> line.contains("\t"))
        .map(line -> line.substring(0, line.indexOf(".\t")))
        .toList();
  }

  @Test
  void aStartForgetsThoseOfZonesAndNamesThatAreGoneButNotOfAZoneWithErrors() throws Exception {
    folder().start().close();
    assertThat(remembered()).containsExactly("www.one", "www.two", "www.unsound");
  }

  @Test
  void whatIsOfNoNameIsForgotten() throws Exception {
    writeTiers("a..b", "www.one");
    folder().start().close();
    assertThat(remembered()).containsExactly("www.one");
  }

  @Test
  void soDoesAReload() throws Exception {
    folder().zone("three.zone", RECORDS).zone("three.toml", STEERING);
    writeTiers("www.one", "www.three", "www.two", "www.unsound");
    try (var server = folder().start()) {
      Files.delete(temporary.resolve("zones/three.zone"));
      folder().zone("two.zone", "no zone any more");
      server.control().reload(List.of(), false);
    }
    assertThat(remembered()).containsExactly("www.one", "www.two", "www.unsound");
  }

  @Test
  void aDeletionForgetsThemWhenItCannotBeTakenBackAnyMore() throws Exception {
    try (var server = folder().start()) {
      server.control().delete(new DeleteRequest("one", "me", null));
      server.control().reload(List.of(), false);
    }
    assertThat(remembered()).containsExactly("www.one", "www.two", "www.unsound");
    Files.delete(temporary.resolve("state/deleted/one.zone"));
    folder().start().close();
    assertThat(remembered()).containsExactly("www.two", "www.unsound");
  }

  @Test
  void aZoneWhoseDeletionIsTakenBackAnswersFromTheTierOfBefore() throws Exception {
    try (var server = folder().start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      assertThat(asker.addresses("www.one.")).containsExactly("192.0.2.11");
      server.control().delete(new DeleteRequest("one", "me", null));
      server.control().reload(List.of(), false);
      server.control().undo(new UndoRequest("one", null, "me", null));
      assertThat(asker.addresses("www.one.")).containsExactly("192.0.2.11");
    }
  }

  @Test
  void whileTheFolderOfZonesCannotBeReadNothingIsForgotten() throws Exception {
    var file = temporary.resolve("one.zone");
    Files.move(temporary.resolve("zones/one.zone"), file);
    Files.move(temporary.resolve("zones/one.toml"), temporary.resolve("one.toml"));
    Files.move(temporary.resolve("zones"), temporary.resolve("elsewhere"));
    Files.writeString(
        temporary.resolve("pharos.toml"), "[zone.\"one\"]\nfile = \"%s\"\n".formatted(file));
    PharosServer.start(
            new ServeOptions(temporary.resolve("pharos.toml"), null, List.of("127.0.0.1:0")))
        .close();
    assertThat(remembered())
        .containsExactly("gone", "old.one", "www.one", "www.two", "www.unsound");
  }
}
