package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ReloadReport.Outcome;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.testkit.Mounts;

/// A change that a real disk takes one half of and does not give back: neither a reload nor a start
/// puts that half in force. Only root may mount such a disk; elsewhere these tests are skipped.
class HalfDoneChangeTest {
  private static final int PAGE = 4096;

  @TempDir private Path temporary = Path.of("");
  private Path zones = Path.of("");
  private Path steering = Path.of("");

  /// The steering file is a mount of its own, in the place of which no other file can be put. The
  /// text that the zone includes is in a second file as well, so that it takes up room for ever.
  @BeforeEach
  void mount() throws Exception {
    zones = Files.createDirectories(temporary.resolve("zones"));
    steering = zones.resolve("example.toml");
    assumeTrue(Mounts.tmpfs(zones, "80k"), "no tmpfs can be mounted here");
    new ServerFolder(temporary)
        .zone("example.zone", ServerFolder.APEX + "$INCLUDE records\n")
        .zone("records", "www A 192.0.2.1\n;" + "x".repeat(4 * PAGE))
        .zone("example.toml", "[name.www]\n");
    Files.createLink(zones.resolve("copy"), zones.resolve("records"));
    assumeTrue(Mounts.bind(steering));
  }

  @AfterEach
  void unmount() throws Exception {
    Mounts.unmount(steering);
    Mounts.unmount(zones);
  }

  /// Adds an address that nobody shall be given yet, while the disk has room for little more than
  /// the drafts.
  private void changeHalf(PharosServer server) throws IOException {
    Files.write(zones.resolve("ballast"), new byte[4 * PAGE]);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> add(server, "192.0.2.2"))
        .withMessageContaining("records cannot be put back as it was")
        .withMessageContaining("or reload of the zone, or the next start, completes")
        .withMessageContaining("example.zone has the change as well");
    assertThat(zones.resolve("example.zone")).content().contains("SOA ns host 2 ");
    assertThat(zones.resolve("records")).content().contains("192.0.2.2");
    assertThat(steering).content().doesNotContain("192.0.2.2");
  }

  private static void add(PharosServer server, String address) throws RefusedException {
    var request =
        new RecordsRequest(
            "example", Action.ADD, "www", "A", List.of(address), null, "off", null, "me", null);
    server.control().change(request);
  }

  private static ReloadReport.Zone reload(PharosServer server) throws RefusedException {
    return server.control().reload(List.of(), false).zones().getFirst();
  }

  private static List<String> www(PharosServer server) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      return asker.addresses("www.example.");
    }
  }

  @Test
  void theZoneStaysAsItWasUntilAReloadCompletesTheChange() throws Exception {
    try (var server = new ServerFolder(temporary).start()) {
      changeHalf(server);
      var kept = reload(server);
      assertThat(kept.outcome()).isEqualTo(Outcome.KEPT);
      assertThat(kept.serial()).isEqualTo(1);
      assertThat(kept.problems())
          .singleElement()
          .asString()
          .contains(
              "example.zone: error: example. takes no change, for an earlier one was cut off and"
                  + " cannot be completed yet: ");
      assertThat(www(server)).containsExactly("192.0.2.1");
      Mounts.unmount(steering);
      var changed = reload(server);
      assertThat(changed.outcome()).isEqualTo(Outcome.CHANGED);
      assertThat(changed.serial()).isEqualTo(2);
      assertThat(steering).content().contains("192.0.2.2");
      assertThat(www(server)).containsExactly("192.0.2.1");
      assertThat(server.control().history("example")).hasSize(1);
    }
  }

  @Test
  void aStartServesAllOfTheChangeThoughTheDiskDoesNotTakeItYet() throws Exception {
    try (var server = new ServerFolder(temporary).start()) {
      changeHalf(server);
    }
    try (var server = new ServerFolder(temporary).start()) {
      assertThat(www(server)).containsExactly("192.0.2.1");
      var zone = server.control().zones().getFirst();
      assertThat(zone.serial()).isEqualTo(2);
      assertThat(zone.problems()).singleElement().asString().contains("cannot be completed yet: ");
      assertThat(reload(server).outcome()).isEqualTo(Outcome.KEPT);
      assertThat(www(server)).containsExactly("192.0.2.1");
      assertThat(steering).content().doesNotContain("192.0.2.2");
      Mounts.unmount(steering);
      Files.delete(zones.resolve("copy"));
      Files.delete(zones.resolve("ballast"));
      add(server, "192.0.2.3");
      assertThat(steering).content().contains("192.0.2.2", "192.0.2.3");
      assertThat(www(server)).containsExactly("192.0.2.1");
      assertThat(server.control().zones().getFirst().problems()).isEmpty();
    }
  }

  @Test
  void whatIsWrittenByHandInPlaceOfTheFilesThatHaveTheChangeIsRead() throws Exception {
    try (var server = new ServerFolder(temporary).start()) {
      changeHalf(server);
      Files.writeString(zones.resolve("example.zone"), ServerFolder.APEX + "$INCLUDE records\n");
      Files.writeString(zones.resolve("records"), "www A 192.0.2.3\n");
      assertThat(reload(server).outcome()).isEqualTo(Outcome.CHANGED);
      assertThat(www(server)).containsExactly("192.0.2.3");
      assertThat(server.control().history("example")).isEmpty();
    }
  }
}
