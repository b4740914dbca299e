package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.change.FileZones;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.cli.control.ZonesApi.ReplaceRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// What commands make of the files of a zone: of links, of files put aside, of what lies there from
/// before.
class ZoneFileCommandsTest {
  private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0";
  private static final String UPDATES =
      """
      [key.ops]
      secret = "%s"
      [zone."example"]
      update = ["key:ops"]
      """
          .formatted(SECRET);

  @TempDir private Path temporary = Path.of("");
  private ServerFolder folder = new ServerFolder(Path.of(System.getProperty("java.io.tmpdir")));

  @BeforeEach
  void write() {
    folder =
        new ServerFolder(temporary)
            .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n")
            .zone("other.zone", ServerFolder.APEX + "www A 192.0.2.2\n");
  }

  private static RecordsRequest set(String address, @Nullable String weight) {
    return new RecordsRequest(
        "example", Action.SET, "www", "A", List.of(address), null, weight, null, "me", null);
  }

  private static ChangeReport delete(ZonesApi zones, String zone) throws RefusedException {
    return zones.delete(new DeleteRequest(zone, "me", null));
  }

  private static ChangeReport undo(ZonesApi zones, String zone, @Nullable Integer id)
      throws RefusedException {
    return zones.undo(new UndoRequest(zone, id, "me", null));
  }

  private static ChangeReport create(ZonesApi zones, String address) throws RefusedException {
    return zones.create(
        new CreateRequest("new", null, List.of("ns"), List.of(address), null, false, "me", null));
  }

  private static List<String> addresses(PharosServer server, String name) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      return asker.addresses(name);
    }
  }

  @Test
  void aZonePutBackByHandAfterItsDeletionIsServedAtTheNextStart() throws Exception {
    var file = temporary.resolve("zones/other.zone");
    var text = Files.readString(file);
    try (var server = folder.start()) {
      delete(server.control(), "other");
    }
    Files.writeString(file, text);
    try (var server = folder.start()) {
      assertThat(addresses(server, "www.other.")).containsExactly("192.0.2.2");
    }
  }

  @Test
  void aChangeStaysInTheHistoryWhenItsFileIsPutBackByHand() throws Exception {
    var file = temporary.resolve("zones/example.zone");
    var text = Files.readString(file);
    try (var server = folder.start()) {
      server.control().change(set("192.0.2.9", null));
    }
    Files.writeString(file, text);
    try (var server = folder.start()) {
      assertThat(server.control().history("example")).hasSize(1);
    }
  }

  @Test
  void theDeletionOfALinkedZoneLeavesWhatTheLinkLeadsTo() throws Exception {
    var link = temporary.resolve("zones/other.zone");
    var real = temporary.resolve("real.zone");
    Files.move(link, real);
    Files.createSymbolicLink(link, real);
    try (var server = folder.start()) {
      delete(server.control(), "other");
      assertThat(Files.isSymbolicLink(link)).isFalse();
      assertThat(real).exists();
      assertThat(addresses(server, "www.other.")).isEmpty();
      undo(server.control(), "other", null);
      assertThat(addresses(server, "www.other.")).containsExactly("192.0.2.2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"common.toml", "common", "example.zone"})
  void steeringIsWrittenThroughALinkAndTakenBackThroughIt(String name) throws Exception {
    var link = temporary.resolve("zones/example.toml");
    var real = Files.writeString(temporary.resolve(name), "# of all sites\n");
    Files.createSymbolicLink(link, Path.of("..", name));
    try (var server = folder.start()) {
      server.control().change(set("192.0.2.1", "3"));
      assertThat(Files.isSymbolicLink(link)).isTrue();
      assertThat(real).content().startsWith("# of all sites\n").contains("\"192.0.2.1\" = 3");
      server.control().change(set("192.0.2.1", "4"));
      assertThat(real).content().contains("\"192.0.2.1\" = 4");
      undo(server.control(), "example", null);
      undo(server.control(), "example", 1);
      assertThat(Files.isSymbolicLink(link)).isTrue();
      assertThat(real).hasContent("# of all sites\n");
    }
  }

  @Test
  void anEditOfTheStartOfAuthorityIsInTheHistoryAndCanBeTakenBack() throws Exception {
    try (var server = folder.start()) {
      var zones = server.control();
      var text = zones.text("example");
      var edited = text.text().replace("86400 60", "86400 30").replace("SOA ns", "SOA www");
      zones.replace(new ReplaceRequest("example", edited, text.hash(), "me", null));
      zones.change(set("192.0.2.9", null));
      assertThat(zones.history("example").getFirst().removed())
          .containsExactly("example. 60 SOA ns.example. host.example. 1 3600 600 86400 60");
      assertThat(zones.history("example").getFirst().added())
          .containsExactly("example. 60 SOA www.example. host.example. 2 3600 600 86400 30");
      assertThat(zones.history("example").getLast().added())
          .containsExactly("www.example. 60 A 192.0.2.9");
      assertThat(undo(zones, "example", 1).serialAfter()).isEqualTo(4);
      assertThat(zones.records("example", "@", "SOA").iterator().next().rdata())
          .isEqualTo("ns.example. host.example. 4 3600 600 86400 60");
      assertThat(undo(zones, "example", null).serialAfter()).isEqualTo(5);
      assertThat(zones.records("example", "@", "SOA").iterator().next().rdata())
          .isEqualTo("www.example. host.example. 5 3600 600 86400 30");
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> undo(zones, "example", 3))
          .withMessageContaining("change 3 no longer applies: there is no example. 60 SOA ns.");
    }
  }

  @Test
  void anOlderDeletionIsNotTakenBackToWhatWasDeletedLater() throws Exception {
    try (var server = folder.start()) {
      var zones = server.control();
      create(zones, "192.0.2.53");
      delete(zones, "new");
      create(zones, "192.0.2.54");
      var later = delete(zones, "new");
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> undo(zones, "new", 2))
          .withMessageContaining("deleted/new.zone")
          .withMessageContaining("no longer holds what change 2 put aside");
      undo(zones, "new", later.id());
      assertThat(addresses(server, "ns.new.")).containsExactly("192.0.2.54");
    }
  }

  @Test
  void zonesWhoseFilesAreCalledTheSameAreBroughtBackAsTheyWere() throws Exception {
    for (var site : List.of("a", "b")) {
      Files.createDirectory(temporary.resolve(site));
    }
    folder
        .write("a/site.zone", ServerFolder.APEX + "www A 192.0.2.3\n")
        .write("a/site.toml", "[name.www]\n")
        .write("b/site.zone", ServerFolder.APEX + "www A 192.0.2.4\n")
        .write(
            "pharos.toml",
            """
            [zone."a.test"]
            file = "a/site.zone"
            [zone."b.test"]
            file = "b/site.zone"
            """);
    try (var server = folder.start()) {
      var zones = server.control();
      delete(zones, "a.test");
      delete(zones, "b.test");
      undo(zones, "a.test", null);
      undo(zones, "b.test", null);
      assertThat(addresses(server, "www.a.test.")).containsExactly("192.0.2.3");
      assertThat(addresses(server, "www.b.test.")).containsExactly("192.0.2.4");
      assertThat(temporary.resolve("a/site.toml")).hasContent("[name.www]\n");
      assertThat(temporary.resolve("b/site.toml")).doesNotExist();
    }
  }

  @Test
  void theHistoryOfAZoneIsFoundWhicheverWayItsNameIsWritten() throws Exception {
    try (var server = folder.start()) {
      server.control().change(set("192.0.2.9", null));
      assertThat(server.control().history("EXAMPLE.")).hasSize(1);
      assertThat(undo(server.control(), "Example", null).id()).isEqualTo(2);
    }
  }

  @Test
  void withoutAServerAChangeComesBehindTheUpdatesThatWereTakenBefore() throws Exception {
    folder.write("pharos.toml", UPDATES);
    try (var server = ServerProcess.start(temporary)) {
      update(server, "www", "192.0.2.5");
      update(server, "dyn", "192.0.2.6");
      server.process().destroyForcibly().waitFor();
    }
    try (var opened = FileZones.open(temporary.resolve("pharos.toml"))) {
      opened.zones().change(set("192.0.2.9", null));
    }
    assertThat(temporary.resolve("state/updates/example.journal")).doesNotExist();
    try (var server = folder.start()) {
      assertThat(addresses(server, "www.example.")).containsExactly("192.0.2.9");
      assertThat(addresses(server, "dyn.example.")).containsExactly("192.0.2.6");
    }
  }

  private static void update(ServerProcess server, String name, String address) throws IOException {
    assertThat(rcode(server.address(), name, 60, address)).isEqualTo(Rcode.NOERROR);
  }

  private static int rcode(InetSocketAddress server, String name, int ttl, String address)
      throws IOException {
    var client = new SimpleResolver(server);
    client.setTCP(true);
    client.setTimeout(Duration.ofSeconds(5));
    client.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("ops."), SECRET));
    var update = new Update(Name.fromConstantString("example."));
    update.add(Name.fromString(name + ".example."), Type.A, ttl, address);
    return client.send(update).getRcode();
  }

  @Test
  void anUpdateOfNothingButTheTtlOfAMadeRecordIsRefusedAndInNobodysWay() throws Exception {
    folder
        .write("pharos.toml", UPDATES)
        .zone(
            "example.zone", ServerFolder.APEX + "$GENERATE 1-3 h$ A 192.0.2.$\nwww A 192.0.2.1\n");
    var log = (Logger) LoggerFactory.getLogger("org.pharosdns.zone.update.UpdateBatch");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try (var server = folder.start()) {
      var address = server.addresses().getFirst();
      assertThat(rcode(address, "h2", 61, "192.0.2.2")).isEqualTo(Rcode.REFUSED);
      assertThat(temporary.resolve("state/updates/example.journal")).doesNotExist();
      assertThat(rcode(address, "h2", 60, "192.0.2.2")).isEqualTo(Rcode.NOERROR);
      assertThat(rcode(address, "www", 61, "192.0.2.1")).isEqualTo(Rcode.NOERROR);
      assertThat(server.control().change(set("192.0.2.9", null)).removed())
          .containsExactly("www.example. 61 A 192.0.2.1");
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .first()
        .asString()
        .startsWith("an update of example. is refused: ")
        .contains(
            "example.zone:5:1: error: h2.example. A is made by this line and cannot be changed by"
                + " itself");
  }
}
