package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.cli.control.ZonesApi.ReplaceRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.pharosdns.cli.server.ServerFolder;

/// Two requests at the same time: the second one begins while the first one writes, and finds what
/// that has made.
class RequestsAtOnceTest {
  /// A disk on which another request begins before the first file of a change is written.
  private static final class MeetingDisk extends Disk {
    private @Nullable Thread second;

    @Override
    void write(Path file, byte[] octets, Path like) throws IOException {
      var thread = second;
      second = null;
      if (thread != null) {
        thread.start();
        while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
          Thread.onSpinWait();
        }
      }
      super.write(file, octets, like);
    }
  }

  private interface Request {
    ChangeReport make() throws RefusedException;
  }

  private final MeetingDisk disk = new MeetingDisk();
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() {
    new ServerFolder(folder)
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\nwww A 192.0.2.2\n");
    file = folder.resolve("zones/example.zone");
  }

  private ZoneControl open() {
    var zones = new FilesInForce(folder);
    var state = folder.resolve("state");
    var journal = new ChangeJournal(state, disk);
    var transaction = new FileTransaction(state, disk, journal);
    var changes =
        new ZoneChanges(zones, journal, transaction, InstantSource.system(), new Object());
    return new ZoneControl(zones, changes, state, List::of, Long.MAX_VALUE);
  }

  /// Makes both, and returns what the second one was refused for, or nothing.
  private String together(Request first, Request second) throws Exception {
    var outcome =
        new FutureTask<>(
            () -> {
              try {
                second.make();
                return "";
              } catch (RefusedException e) {
                return e.getMessage();
              }
            });
    disk.second = Thread.ofPlatform().unstarted(outcome);
    first.make();
    return outcome.get();
  }

  private static ChangeReport weigh(ZoneControl zones, String address, String weight)
      throws RefusedException {
    return zones.change(
        new RecordsRequest(
            "example", Action.ADD, "www", "A", List.of(address), null, weight, null, "me", null));
  }

  private static ChangeReport add(ZoneControl zones, String name) throws RefusedException {
    return zones.change(
        new RecordsRequest(
            "example", Action.ADD, name, "A", List.of("192.0.2.9"), null, null, null, "me", null));
  }

  private static ChangeReport create(ZoneControl zones, String address) throws RefusedException {
    return zones.create(
        new CreateRequest("new", null, List.of("ns"), List.of(address), null, false, "me", null));
  }

  @Test
  void ofTwoEditsOfTheSameTextTheSecondIsRefused() throws Exception {
    var zones = open();
    var text = zones.text("example");
    assertThat(
            together(
                () -> zones.replace(edit(text.text() + "one A 192.0.2.8\n", text.hash())),
                () -> zones.replace(edit(text.text() + "two A 192.0.2.8\n", text.hash()))))
        .isEqualTo("the zone was changed since you began: look at it again");
    assertThat(file).content().contains("one A").doesNotContain("two A");
  }

  private static ReplaceRequest edit(String text, String hash) {
    return new ReplaceRequest("example", text, hash, "me", null);
  }

  @Test
  void weightsThatAreSetAtTheSameTimeAreAllKept() throws Exception {
    var zones = open();
    assertThat(together(() -> weigh(zones, "192.0.2.1", "3"), () -> weigh(zones, "192.0.2.2", "4")))
        .isEmpty();
    assertThat(folder.resolve("zones/example.toml"))
        .content()
        .contains("\"192.0.2.1\" = 3", "\"192.0.2.2\" = 4");
  }

  @Test
  void undoTakesBackNothingThatIsChangedAtTheSameTime() throws Exception {
    var zones = open();
    weigh(zones, "192.0.2.1", "3");
    assertThat(
            together(
                () -> weigh(zones, "192.0.2.2", "4"),
                () -> zones.undo(new UndoRequest("example", 1, "me", null))))
        .contains("change 1 wrote to", "which is another one now");
    assertThat(folder.resolve("zones/example.toml"))
        .content()
        .contains("\"192.0.2.1\" = 3", "\"192.0.2.2\" = 4");
  }

  @Test
  void ofTwoZonesThatAreMadeUnderOneNameTheSecondIsRefused() throws Exception {
    var zones = open();
    assertThat(together(() -> create(zones, "192.0.2.53"), () -> create(zones, "192.0.2.54")))
        .isEqualTo("the zone new. is there already");
    assertThat(folder.resolve("zones/new.zone")).content().contains("192.0.2.53");
  }

  @Test
  void aDeletionPutsAsideWhatIsChangedAtTheSameTime() throws Exception {
    var zones = open();
    assertThat(
            together(
                () -> add(zones, "late"),
                () -> zones.delete(new DeleteRequest("example", "me", null))))
        .isEmpty();
    assertThat(file).doesNotExist();
    assertThat(Files.readString(folder.resolve("state/deleted/example.zone"))).contains("late");
  }
}
