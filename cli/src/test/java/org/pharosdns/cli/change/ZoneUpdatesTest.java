package org.pharosdns.cli.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ZoneContents;

/// What dynamic updates may make of a zone, and how they come into its file.
class ZoneUpdatesTest {
  private static final DnsName APEX = DnsName.parse("example");
  private static final String STEERING =
      """
      [check.web]
      type = "tcp"
      port = 80
      [name.www]
      check = "web"
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() {
    limited(2)
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n")
        .zone("example.toml", STEERING);
  }

  private ServerFolder limited(int monitors) {
    return new ServerFolder(folder).write("pharos.toml", "[limits]\nmonitors = " + monitors + "\n");
  }

  private ZoneUpdates open(FilesInForce zones) {
    var disk = new Disk();
    var journal = new ChangeJournal(folder.resolve("state"), disk);
    var transaction = new FileTransaction(folder.resolve("state"), disk, journal);
    return new ZoneUpdates(zones, journal, transaction, InstantSource.system());
  }

  /// Returns the zone with other records.
  private ZoneContents updated(FilesInForce zones, String records) {
    var source = Objects.requireNonNull(zones.data().get(APEX)).source();
    var text = (ServerFolder.APEX + records).getBytes(UTF_8);
    var read =
        ZoneData.read(source, zones.configuration(), Map.of(source.file().toAbsolutePath(), text));
    return Objects.requireNonNull(read.data()).contents();
  }

  @Test
  void anUpdateMayBringAsManyMonitorsAsAreAllowed() {
    var zones = new FilesInForce(folder);
    var after = updated(zones, "www A 192.0.2.1\nwww A 192.0.2.2\n");
    assertThat(open(zones).check(APEX, after, 100)).isEmpty();
  }

  @Test
  void anUpdateThatWouldNeedOneMonitorMoreIsNotSound() {
    var zones = new FilesInForce(folder);
    var after = updated(zones, "www A 192.0.2.1\nwww A 192.0.2.2\nwww A 192.0.2.3\n");
    assertThat(open(zones).check(APEX, after, 100))
        .singleElement()
        .matches(Problem::isError)
        .extracting(Problem::format)
        .asString()
        .endsWith(
            "example.toml: error: 3 monitors would be needed with this zone, and 2 are allowed"
                + " ([limits] monitors)");
  }

  @Test
  void anUpdateThatTheFileHasNoRoomForIsNotSound() throws Exception {
    var line = "new A 192.0.2.3\n";
    var most = Files.size(folder.resolve("zones/example.zone")) + line.length();
    var limits = new ServerFolder(folder);
    for (var octets : List.of(most, most - 1)) {
      limits.write("pharos.toml", "[limits]\nzone_file = \"" + octets + "B\"\n");
      var zones = new FilesInForce(folder);
      limits.write("pharos.toml", "");
      var after = updated(new FilesInForce(folder), "www A 192.0.2.1\n" + line);
      assertThat(open(zones).check(APEX, after, 100))
          .extracting(Problem::message)
          .isEqualTo(
              octets == most
                  ? List.of()
                  : List.of("the zone has more than " + octets + " octets of text"));
    }
  }

  @Test
  void anUpdateThatWouldTakeTooMuchMemoryIsNotSound() {
    var records = new StringBuilder("www A 192.0.2.1\n$ORIGIN " + "a.".repeat(115) + "example.\n");
    for (var i = 0; i < 5000; i++) {
      records.append('x').append(i).append(" A 192.0.2.1\n");
    }
    var limits = new ServerFolder(folder);
    var after = updated(new FilesInForce(folder), records.toString());
    limits.write("pharos.toml", "[limits]\nzone_file = \"128KiB\"\n");
    assertThat(open(new FilesInForce(folder)).check(APEX, after, 100))
        .extracting(Problem::message)
        .containsExactly("the zone takes more than 1048576 octets of memory");
  }

  @Test
  void anUpdateThatWasTakenComesIntoTheFileWhateverTheLimitIsNow() throws Exception {
    var before = new FilesInForce(folder);
    open(before).publish(APEX, updated(before, "www A 192.0.2.1\nwww A 192.0.2.2\n"));
    limited(1);
    var zones = new FilesInForce(folder, before.data());
    var rdata = Rdata.of(new byte[] {(byte) 192, 0, 2, 2});
    var added = new RecordChange.Add(DnsName.parse("www", APEX), 1, 60, rdata);
    assertThat(open(zones).fold(APEX, List.of(added))).isEmpty();
    assertThat(Files.readString(folder.resolve("zones/example.zone"))).contains("192.0.2.2");
  }

  /// A disk on which no file can be put in place.
  private static final class StuckDisk extends Disk {
    @Override
    void rename(Path from, Path to) {
      throw new UncheckedIOException(new IOException("Input/output error"));
    }
  }

  @Test
  void aChangeThatWasCutOffIsCompletedBeforeUpdatesComeIntoTheFile() throws Exception {
    var zones = new FilesInForce(folder);
    var disk = new StuckDisk();
    var journal = new ChangeJournal(folder.resolve("state"), disk);
    var transaction = new FileTransaction(folder.resolve("state"), disk, journal);
    var changes =
        new ZoneChanges(zones, journal, transaction, InstantSource.system(), new Object());
    var first = new RecordChange.Add(DnsName.parse("first", APEX), 1, 60, address(1));
    var cause = Cause.records("ann", null);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> changes.apply(changes.inForce(APEX), List.of(first), Map.of(), cause));
    var file = folder.resolve("zones/example.zone");
    assertThat(file).content().doesNotContain("first");
    var second = new RecordChange.Add(DnsName.parse("second", APEX), 1, 60, address(2));
    assertThat(open(zones).fold(APEX, List.of(second)))
        .singleElement()
        .asString()
        .contains("`pharos zone reload example.` takes that in");
    assertThat(file).content().contains("first").doesNotContain("second");
  }

  private static Rdata address(int last) {
    return Rdata.of(new byte[] {(byte) 192, 0, 2, (byte) last});
  }

  /// A zone some of whose records are made, with `www 60 A 192.0.2.1`.
  private FilesInForce making(String range) {
    limited(2)
        .zone(
            "example.zone",
            ServerFolder.APEX + "www A 192.0.2.1\n$GENERATE " + range + " h$ A 192.0.2.$\n");
    return new FilesInForce(folder);
  }

  @Test
  void anUpdateThatTakesAwayWhatGenerateMakesIsNotSound() {
    var zones = making("1-3");
    var without2 = "www A 192.0.2.1\nh1 A 192.0.2.1\nh3 A 192.0.2.3\n";
    assertThat(open(zones).check(APEX, updated(zones, without2), 100))
        .singleElement()
        .matches(Problem::isError)
        .extracting(Problem::message)
        .isEqualTo("h2.example. A is made by this line and cannot be changed by itself");
    var withNew = without2 + "h2 A 192.0.2.2\nnew A 192.0.2.4\n";
    assertThat(open(zones).check(APEX, updated(zones, withNew), 100)).isEmpty();
    var withoutWww = "www A 192.0.2.9\nh1 A 192.0.2.1\nh2 A 192.0.2.2\nh3 A 192.0.2.3\n";
    assertThat(open(zones).check(APEX, updated(zones, withoutWww), 100)).isEmpty();
  }

  @Test
  void anUpdateThatGivesWhatGenerateMakesAnotherTtlIsNotSound() {
    var zones = making("1-3");
    var others = "www A 192.0.2.1\nh1 A 192.0.2.1\nh3 A 192.0.2.3\n";
    for (var set : List.of("h2 61 A 192.0.2.2\n", "h2 61 A 192.0.2.2\nh2 61 A 192.0.2.9\n")) {
      assertThat(open(zones).check(APEX, updated(zones, others + set), 100))
          .singleElement()
          .matches(Problem::isError)
          .extracting(Problem::message)
          .isEqualTo("h2.example. A is made by this line and cannot be changed by itself");
    }
    var oneMore = others + "h2 A 192.0.2.2\nh2 A 192.0.2.9\n";
    assertThat(open(zones).check(APEX, updated(zones, oneMore), 100)).isEmpty();
  }

  @Test
  void anUpdateInOnePlaceOfAFileThatIsIncludedTwiceIsNotSound() {
    var records = "www A 192.0.2.1\n$INCLUDE hosts.inc a\n$INCLUDE hosts.inc b\n";
    limited(2)
        .zone("hosts.inc", "h A 192.0.2.1\n")
        .zone("example.zone", ServerFolder.APEX + records);
    var zones = new FilesInForce(folder);
    var one = "www A 192.0.2.1\nh.a A 192.0.2.9\nh.b A 192.0.2.1\n";
    assertThat(open(zones).check(APEX, updated(zones, one), 100))
        .singleElement()
        .matches(Problem::isError)
        .extracting(Problem::message)
        .isEqualTo("records of other names would change with what changes here");
    var other = "www A 192.0.2.9\nh.a A 192.0.2.1\nh.b A 192.0.2.1\n";
    assertThat(open(zones).check(APEX, updated(zones, other), 100)).isEmpty();
  }

  @Test
  void aFileThatBeginsToMakeRecordsIsNoticed() {
    var zones = new FilesInForce(folder);
    var updates = open(zones);
    var without2 = updated(zones, "www A 192.0.2.1\nh1 A 192.0.2.1\nh3 A 192.0.2.3\n");
    assertThat(updates.check(APEX, without2, 100)).isEmpty();
    zones.put(Objects.requireNonNull(making("1-3").data().get(APEX)));
    assertThat(updates.check(APEX, without2, 100)).hasSize(1);
  }

  @Test
  void whatStandsInTheWayOfAnUpdateInAMadeRecordCanBeClearedByHand() {
    var before = making("1-3");
    var without2 = "www A 192.0.2.1\nh1 A 192.0.2.1\nh3 A 192.0.2.3\n";
    open(before).publish(APEX, updated(before, without2));
    var gone =
        new RecordChange.Delete(
            DnsName.parse("h2", APEX), 1, Rdata.of(new byte[] {(byte) 192, 0, 2, 2}));
    assertThat(open(before).fold(APEX, List.of(gone)))
        .singleElement()
        .asString()
        .contains("edit the line by hand, then `pharos zone reload example.`");
    var edited = making("1-3/2");
    open(edited).publish(APEX, updated(edited, without2));
    assertThat(open(edited).fold(APEX, List.of(gone))).isEmpty();
  }
}
