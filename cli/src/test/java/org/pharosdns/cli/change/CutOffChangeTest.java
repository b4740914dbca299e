package org.pharosdns.cli.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.cli.server.PharosServer;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.dns.wire.DnsName;

/// What is said of a zone with half of a change that cannot be completed now.
class CutOffChangeTest {
  private static final String BEFORE = ServerFolder.APEX + "www A 192.0.2.1\n";
  private static final String AFTER = BEFORE.replace("host 1", "host 2") + "www A 192.0.2.2\n";

  @TempDir private Path folder = Path.of("");
  private Path journal = Path.of("");
  private Path aside = Path.of("");

  @BeforeEach
  void name() {
    journal = folder.resolve("state/history/example.journal");
    aside = folder.resolve("aside");
  }

  /// Leaves the zone file with a change and the steering file without it, and no history to read.
  private ServerFolder changeHalf(String steering) throws Exception {
    var files = new ServerFolder(folder).zone("example.zone", BEFORE).zone("example.toml", "");
    // The note with its folder, two drafts, the history with its folder, the first rename with its.
    leave(8, change("example.zone", BEFORE, AFTER), change("example.toml", "", steering));
    return files;
  }

  /// Leaves what there is of a change when the process ends at a call of the disk.
  private void leave(int call, FileChange... each) throws IOException {
    var changes = List.of(each);
    var entry = SampleEntry.of(DnsName.parse("example"), changes);
    var disk = FaultyDisk.killedAt(call);
    var state = folder.resolve("state");
    var transaction = new FileTransaction(state, disk, new ChangeJournal(state, disk));
    assertThatExceptionOfType(FaultyDisk.Killed.class)
        .isThrownBy(() -> transaction.commit(entry, changes));
    Files.move(journal, aside);
    Files.createDirectory(journal);
  }

  private FileChange change(String name, String before, String after) throws IOException {
    var file = folder.toRealPath().resolve("zones").resolve(name);
    return new FileChange(file, before.getBytes(UTF_8), after.getBytes(UTF_8));
  }

  private void mend() throws IOException {
    Files.delete(journal);
    Files.move(aside, journal);
  }

  private ServeOptions options() {
    return new ServeOptions(folder.resolve("pharos.toml"), null, List.of("127.0.0.1:0"));
  }

  @Test
  void withoutAServerTheZoneIsListedWithWhatKeepsItsFilesUntilAChangeCompletesThem()
      throws Exception {
    changeHalf("[name.www]\n");
    try (var opened = FileZones.open(folder.resolve("pharos.toml"))) {
      var zone = opened.zones().zones().getFirst();
      assertThat(zone.serial()).isEqualTo(2);
      assertThat(zone.problems()).singleElement().asString().contains("cannot be completed yet: ");
      mend();
      var www = List.of("192.0.2.3");
      var request =
          new RecordsRequest("example", Action.ADD, "www", "A", www, null, null, null, "me", null);
      opened.zones().change(request);
      assertThat(opened.zones().zones().getFirst().problems()).isEmpty();
    }
  }

  @Test
  void withoutAServerErrorsOfTheWholeChangeAreListedBesideWhatKeepsIt() throws Exception {
    changeHalf("[name.nobody]\n");
    try (var opened = FileZones.open(folder.resolve("pharos.toml"))) {
      requireBoth(opened.zones().zones().getFirst().problems());
    }
  }

  @Test
  void aStartShowsErrorsOfTheWholeChangeBesideWhatKeepsIt() throws Exception {
    changeHalf("[name.nobody]\n").zone("other.zone", BEFORE);
    try (var server = PharosServer.start(options())) {
      var zone = server.control().zones().getFirst();
      assertThat(zone.isServed()).isFalse();
      requireBoth(zone.problems());
    }
  }

  @Test
  void aZoneThatIsHalfDeletedIsSaidToBeDeleted() throws Exception {
    new ServerFolder(folder).zone("example.zone", BEFORE);
    var zone = folder.toRealPath().resolve("zones/example.zone");
    var text = BEFORE.getBytes(UTF_8);
    // The note with its folder, a draft, the history with its folder, the rename with its.
    leave(
        7,
        new FileChange(zone.resolveSibling("aside"), null, text),
        new FileChange(zone, text, null));
    try (var opened = FileZones.open(folder.resolve("pharos.toml"))) {
      assertThat(opened.zones().zones().getFirst().problems())
          .satisfiesExactly(
              one -> assertThat(one).contains("cannot be completed yet: "),
              one -> assertThat(one).endsWith("the zone is being deleted"));
    }
  }

  private static void requireBoth(List<String> problems) {
    assertThat(problems)
        .satisfiesExactly(
            one -> assertThat(one).contains("cannot be completed yet: "),
            one -> assertThat(one).contains("example.toml").contains("nobody"));
  }

  @Test
  void aStartTellsThatItServesTheZoneWithAChangeCutOff() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          try (exchange) {
            told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    http.start();
    var hook =
        "[notify.hook]\ntype = \"webhook\"\nurl = \"http://127.0.0.1:%d/\"\n"
            .formatted(http.getAddress().getPort());
    try (var server = PharosServer.start(wanting(hook))) {
      assertThat(server.control().zones()).hasSize(1);
      assertThat(told.poll(20, TimeUnit.SECONDS))
          .contains("zone_rejected")
          .contains("was read with errors and is served, with a change of it cut off");
    } finally {
      http.stop(0);
    }
  }

  private ServeOptions wanting(String hook) throws Exception {
    changeHalf("[name.www]\n").write("pharos.toml", hook);
    return options();
  }
}
