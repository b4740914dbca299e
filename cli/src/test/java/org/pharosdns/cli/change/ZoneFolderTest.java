package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.pharosdns.cli.server.ServerFolder;

/// Zones that come and go as files, one after the other and after one that was cut off.
class ZoneFolderTest {
  @TempDir private Path folder = Path.of("");
  private Path zone = Path.of("");
  private Path made = Path.of("");

  @BeforeEach
  void begin() {
    write("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    zone = folder.resolve("zones/example.zone");
    made = folder.resolve("zones/new.zone");
  }

  private void write(String name, String text) {
    new ServerFolder(folder).zone(name, text);
  }

  private ZoneControl open(Disk disk) {
    var zones = new FilesInForce(folder);
    var state = folder.resolve("state");
    var journal = new ChangeJournal(state, disk);
    var transaction = new FileTransaction(state, disk, journal);
    var changes =
        new ZoneChanges(zones, journal, transaction, InstantSource.system(), new Object());
    return new ZoneControl(zones, changes, state, List::of, Long.MAX_VALUE);
  }

  private static void create(ZoneControl zones, String address) throws RefusedException {
    zones.create(
        new CreateRequest("new", null, List.of("ns"), List.of(address), null, false, "me", null));
  }

  private static void undo(ZoneControl zones) throws RefusedException {
    zones.undo(new UndoRequest("example", null, "me", null));
  }

  @Test
  void aZoneWithAnEmptySteeringFileIsBroughtBackWithoutIt() throws Exception {
    write("example.toml", "");
    var zones = open(new Disk());
    zones.delete(new DeleteRequest("example", "me", null));
    undo(zones);
    assertThat(zone).content().contains("www A 192.0.2.1");
    assertThat(folder.resolve("zones/example.toml")).doesNotExist();
    var more = List.of("192.0.2.2");
    zones.change(
        new RecordsRequest("example", Action.ADD, "www", "A", more, null, null, null, "me", null));
    assertThat(zone).content().contains("192.0.2.2");
  }

  /// Three writes and a line: then the file is put in place.
  private void createHalf(String address) {
    assertThatExceptionOfType(FaultyDisk.Killed.class)
        .isThrownBy(() -> create(open(FaultyDisk.killedAt(5)), address));
    assertThat(made).doesNotExist();
    assertThat(FileChange.draft(made)).content().contains(address);
  }

  @Test
  void aZoneIsNotMadeOverAnotherOneThatWasCutOff() throws Exception {
    createHalf("192.0.2.53");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> create(open(new Disk()), "192.0.2.54"))
        .withMessageContaining(
            "new.zone is there already, and not served: `pharos reload` serves it, or says why not");
    assertThat(made).content().contains("192.0.2.53");
    assertThat(FileChange.draft(made)).doesNotExist();
  }

  /// The undo that was given up stands in the history until then.
  @Test
  void undoLooksAtTheHistoryOnceNothingIsOnItsWay() throws Exception {
    open(new Disk()).delete(new DeleteRequest("example", "me", null));
    write("other.zone", ServerFolder.APEX);
    assertThatExceptionOfType(FaultyDisk.Killed.class)
        .isThrownBy(() -> undo(open(FaultyDisk.killedAt(4))));
    Files.delete(FileChange.draft(zone));
    undo(open(new Disk()));
    assertThat(zone).content().contains("www A 192.0.2.1");
  }
}
