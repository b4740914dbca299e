package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ZoneSummary;

/// Zones that a reload does not find: what cannot be looked for is not gone, and most of what is
/// served does not go without being told to.
class ReloadKeepsZonesTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() {
    var files = new ServerFolder(folder);
    for (var name : List.of("a", "b", "c")) {
      files.zone(name + ".zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    }
  }

  private PharosServer start() throws Exception {
    return new ServerFolder(folder).start();
  }

  private static ReloadReport reload(PharosServer server, boolean force) throws Exception {
    return server.control().reload(List.of(), force);
  }

  private static List<String> outcomes(ReloadReport report) {
    return report.zones().stream().map(zone -> zone.name() + " " + zone.outcome()).toList();
  }

  private static void assertServed(PharosServer server, String... zones) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      for (var zone : zones) {
        assertThat(asker.addresses("www." + zone)).containsExactly("192.0.2.1");
      }
    }
  }

  private void remove(String... zones) throws IOException {
    for (var zone : zones) {
      Files.delete(folder.resolve("zones").resolve(zone + ".zone"));
    }
  }

  @Test
  void aFolderThatIsAwayTakesNoZoneWithIt() throws Exception {
    var away = folder.resolve("away");
    try (var server = start()) {
      Files.move(folder.resolve("zones"), away);
      for (var force : List.of(false, true)) {
        var report = reload(server, force);
        assertThat(outcomes(report)).containsExactly("a. KEPT", "b. KEPT", "c. KEPT");
        assertThat(report.complete()).isFalse();
        assertThat(report.problems())
            .singleElement()
            .asString()
            .contains("zones: error: the folder of zones cannot be read: ");
        assertServed(server, "a.", "b.", "c.");
      }
      Files.move(away, folder.resolve("zones"));
      var report = reload(server, false);
      assertThat(outcomes(report)).containsExactly("a. UNCHANGED", "b. UNCHANGED", "c. UNCHANGED");
      assertThat(report.complete()).isTrue();
    }
  }

  @Test
  void aNameOfNoFolderLeavesZonesWhereTheyAre() throws Exception {
    try (var server = start()) {
      new ServerFolder(folder)
          .write("pharos.toml", "[server]\nzones = \"zone\"\n")
          .zone("b.zone", ServerFolder.APEX + "www A 192.0.2.1\nnew A 192.0.2.2\n");
      var report = reload(server, false);
      assertThat(outcomes(report)).containsExactly("a. UNCHANGED", "b. CHANGED", "c. UNCHANGED");
      assertThat(report.complete()).isFalse();
      assertServed(server, "a.", "b.", "c.");
    }
  }

  @Test
  void moreThanHalfOfAllZonesGoOnlyWhenForced() throws Exception {
    try (var server = start()) {
      remove("a", "b");
      for (var i = 0; i < 2; i++) {
        var report = reload(server, false);
        assertThat(outcomes(report)).containsExactly("a. KEPT", "b. KEPT", "c. UNCHANGED");
        assertThat(report.complete()).isFalse();
        assertThat(report.zones().getFirst().problems())
            .singleElement()
            .asString()
            .contains("a.zone: error: the zone is gone, with more than half of all zones");
        assertServed(server, "a.", "b.", "c.");
      }
      var report = reload(server, true);
      assertThat(outcomes(report)).containsExactly("a. REMOVED", "b. REMOVED", "c. UNCHANGED");
      assertThat(report.complete()).isTrue();
    }
  }

  @Test
  void halfOfThemMayGo() throws Exception {
    remove("c");
    try (var server = start()) {
      remove("a");
      assertThat(outcomes(reload(server, false))).containsExactly("a. REMOVED", "b. UNCHANGED");
      remove("b");
      assertThat(outcomes(reload(server, false))).containsExactly("b. KEPT");
      assertServed(server, "b.");
    }
  }

  @Test
  void zonesThatAreKeptStayWhenTheFolderGoesTheSameWay() throws Exception {
    try (var server = start()) {
      remove("a", "b");
      reload(server, false);
      Files.move(folder.resolve("zones"), folder.resolve("away"));
      assertThat(outcomes(reload(server, true))).containsExactly("a. KEPT", "b. KEPT", "c. KEPT");
      assertServed(server, "a.", "b.", "c.");
    }
  }

  @Test
  void aZoneThatWasNeverSoundIsListedUntilItsFileIsGone() throws Exception {
    new ServerFolder(folder).zone("b.zone", ServerFolder.APEX + "www A 192.0.2.256\n");
    try (var server = start()) {
      var zones = server.control().zones();
      assertThat(zones).extracting(ZoneSummary::name).containsExactly("a.", "b.", "c.");
      assertThat(zones).extracting(ZoneSummary::isServed).containsExactly(true, false, true);
      assertThat(zones.get(1).file()).isEqualTo(folder.resolve("zones/b.zone").toString());
      assertThat(zones.get(1).problems()).singleElement().asString().contains("b.zone:5:7: error");
      assertThat(reload(server, false).complete()).isFalse();

      remove("b");
      reload(server, false);
      assertThat(server.control().zones())
          .extracting(ZoneSummary::name)
          .containsExactly("a.", "c.");
      assertThat(reload(server, false).complete()).isTrue();
    }
  }

  private static String steering(int names) {
    var text = new StringBuilder("[check.web]\ntype = \"down\"\n");
    for (var i = 0; i < names; i++) {
      text.append("[name.n").append(i).append("]\ncheck = \"web\"\n");
    }
    return text.toString();
  }

  /// A zone of its own whose file has names for all of the steering.
  private ServerFolder steered(int names) throws IOException {
    remove("a", "b", "c");
    var text = new StringBuilder(ServerFolder.APEX);
    for (var i = 0; i < 60; i++) {
      text.append('n').append(i).append(" A 192.0.2.1\n");
    }
    return new ServerFolder(folder).zone("s.zone", text.toString()).zone("s.toml", steering(names));
  }

  private static int steeredNames(PharosServer server) throws Exception {
    return server.control().zones().getFirst().steered();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "[check.web]\ntype = \"down\"\n"})
  void aSteeringFileThatSteersNothingAnyMoreIsTakenOnlyWhenForced(String text) throws Exception {
    var files = steered(1);
    try (var server = start()) {
      files.zone("s.toml", text);
      for (var i = 0; i < 2; i++) {
        var report = reload(server, false);
        assertThat(outcomes(report)).containsExactly("s. KEPT");
        assertThat(report.zones().getFirst().problems())
            .first()
            .asString()
            .contains("s.toml: error: the steered names of the zone would shrink from 1 to 0");
        assertThat(steeredNames(server)).isEqualTo(1);
      }
      assertThat(outcomes(reload(server, true))).containsExactly("s. CHANGED");
      assertThat(steeredNames(server)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"42, 21, CHANGED", "42, 20, KEPT", "20, 1, CHANGED", "21, 10, KEPT"})
  void mostOfMoreThanTwentySteeredNamesGoOnlyWhenForced(int had, int left, String outcome)
      throws Exception {
    var files = steered(had);
    try (var server = start()) {
      files.zone("s.toml", steering(left));
      assertThat(outcomes(reload(server, false))).containsExactly("s. " + outcome);
      reload(server, true);
      assertThat(steeredNames(server)).isEqualTo(left);
    }
  }

  @Test
  void aSteeringFileThatIsRemovedTakesItsSteeringWithIt() throws Exception {
    steered(42);
    try (var server = start()) {
      Files.delete(folder.resolve("zones/s.toml"));
      assertThat(outcomes(reload(server, false))).containsExactly("s. CHANGED");
      assertThat(steeredNames(server)).isZero();
    }
  }
}
