package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.pharosdns.cli.server.ServerFolder;

/// What is kept of zones that were deleted.
class DeletedZonesTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() throws IOException {
    new ServerFolder(folder).zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    for (var number = 0; number <= 100; number++) {
      put("state/deleted/old" + number + ".zone", number);
      put("state/deleted/old" + number + ".toml", number);
      put("state/history/old" + number + ".journal", number);
    }
  }

  private void put(String name, int seconds) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.setLastModifiedTime(Files.writeString(file, ""), FileTime.fromMillis(1000L * seconds));
  }

  private ZoneControl open() {
    var zones = new FilesInForce(folder);
    var state = folder.resolve("state");
    var journal = new ChangeJournal(state, new Disk());
    var transaction = new FileTransaction(state, new Disk(), journal);
    var changes =
        new ZoneChanges(zones, journal, transaction, InstantSource.system(), new Object());
    return new ZoneControl(zones, changes, state, List::of, Long.MAX_VALUE);
  }

  private boolean isKept(String name) {
    return Files.exists(folder.resolve("state").resolve(name));
  }

  @Test
  void theNewestHundredZonesAreKeptAndTheOthersGoWithTheirHistory() throws Exception {
    var zones = open();
    zones.delete(new DeleteRequest("example", "me", null));
    for (var number = 0; number <= 100; number++) {
      var isKept = number > 1;
      assertThat(isKept("deleted/old" + number + ".zone")).as("%d", number).isEqualTo(isKept);
      assertThat(isKept("deleted/old" + number + ".toml")).as("%d", number).isEqualTo(isKept);
      assertThat(isKept("history/old" + number + ".journal")).as("%d", number).isEqualTo(isKept);
    }
    zones.undo(new UndoRequest("example", null, "me", null));
    assertThat(folder.resolve("zones/example.zone")).exists();
  }

  /// Here it has a mistake, so it is not in force.
  @Test
  void aZoneThatIsThereAgainKeepsItsHistory() throws Exception {
    var zones = open();
    put("zones/old1.zone", 1);
    zones.delete(new DeleteRequest("example", "me", null));
    assertThat(isKept("deleted/old1.zone")).isFalse();
    assertThat(isKept("history/old1.journal")).isTrue();
    assertThat(isKept("history/old0.journal")).isFalse();
  }
}
