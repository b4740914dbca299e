package org.pharosdns.cli.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.CutOff;
import org.pharosdns.dns.wire.DnsName;

/// A change of several files: in all of them and in the history, or in none, wherever the process
/// dies; what is not pending is left alone.
class FileTransactionTest {
  private static final DnsName ZONE = DnsName.parse("example");
  private static final DnsName OTHER = DnsName.parse("other");

  /// A disk that cannot do some things to some files.
  private static final class FailingDisk extends Disk {
    private String failing = "";

    private void check(String call, Path file) throws IOException {
      if (failing.contains(call + " " + file.getFileName() + ";")) {
        throw new IOException("Input/output error");
      }
    }

    @Override
    void write(Path file, byte[] octets, Path like) throws IOException {
      check("write", like);
      super.write(file, octets, like);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      check("rename", to);
      super.rename(from, to);
      if (failing.contains("after " + to.getFileName() + ";")) {
        failing += "write " + to.getFileName() + ";";
      }
    }

    @Override
    void syncFolder(Path file) throws IOException {
      check("sync", file);
      super.syncFolder(file);
    }
  }

  @TempDir private Path folder = Path.of("");
  private Path first = Path.of("");
  private Path second = Path.of("");
  private Path gone = Path.of("");
  private Path fresh = Path.of("");

  @BeforeEach
  void name() throws IOException {
    first = folder.resolve("example.zone");
    second = folder.resolve("example.toml");
    gone = folder.resolve("gone.zone");
    fresh = folder.resolve("fresh.zone");
    reset();
  }

  private void reset() throws IOException {
    Files.writeString(first, "one");
    Files.writeString(second, "two");
    Files.writeString(gone, "three");
    Files.deleteIfExists(fresh);
  }

  private ChangeJournal journal() {
    return new ChangeJournal(folder, new Disk());
  }

  private FileTransaction transaction(Disk disk) {
    return new FileTransaction(folder, disk, new ChangeJournal(folder, disk));
  }

  private static byte[] octets(String text) {
    return text.getBytes(UTF_8);
  }

  private List<FileChange> changes() {
    return List.of(
        new FileChange(first, octets("one"), octets("ONE")),
        new FileChange(second, octets("two"), octets("TWO")),
        new FileChange(gone, octets("three"), null),
        new FileChange(fresh, null, octets("FOUR")));
  }

  private void commit(Disk disk) throws RefusedException {
    transaction(disk).commit(SampleEntry.of(ZONE, changes()), changes());
  }

  private boolean isThere() throws IOException {
    return Files.readString(first).equals("ONE")
        && Files.readString(second).equals("TWO")
        && !Files.exists(gone)
        && Files.exists(fresh);
  }

  private boolean isAsBefore() throws IOException {
    return Files.readString(first).equals("one")
        && Files.readString(second).equals("two")
        && Files.readString(gone).equals("three")
        && !Files.exists(fresh);
  }

  private void requireNothingLeftOver() throws IOException {
    try (var files = Files.walk(folder)) {
      assertThat(files.map(Path::toString))
          .noneMatch(each -> each.contains(".pharos-") || each.endsWith("pending"));
    }
  }

  @Test
  void killedAtEachPointAChangeIsInAllFilesAndInTheHistoryOrInNone() throws Exception {
    var before = 0;
    var calls = 0;
    for (var killed = true; killed; calls++) {
      reset();
      Files.deleteIfExists(folder.resolve("history/example.journal"));
      killed = isKilledAfter(calls);
      transaction(new Disk()).recover();
      var entries = journal().entries(ZONE);
      if (entries.isEmpty()) {
        before++;
        assertThat(isAsBefore()).as("killed after %d calls", calls).isTrue();
      } else {
        assertThat(isThere()).as("killed after %d calls", calls).isTrue();
      }
      requireNothingLeftOver();
      transaction(new Disk()).recover();
      assertThat(journal().entries(ZONE)).isEqualTo(entries);
    }
    assertThat(before).isGreaterThan(3).isLessThan(calls - 3);
  }

  private boolean isKilledAfter(int calls) throws RefusedException {
    try {
      commit(FaultyDisk.killedAt(calls));
      return false;
    } catch (FaultyDisk.Killed _) {
      return true;
    }
  }

  @Test
  void recoveryMayBeKilledAndBegunAgain() throws Exception {
    for (var calls = 0; calls < 4; calls++) {
      reset();
      Files.deleteIfExists(folder.resolve("history/example.journal"));
      // The note with its folder, three drafts, the history: then the renames begin.
      assertThat(isKilledAfter(6)).isTrue();
      try {
        transaction(FaultyDisk.killedAt(calls)).recover();
      } catch (FaultyDisk.Killed _) {
        assertThat(isThere()).isFalse();
      }
      transaction(new Disk()).recover();
      assertThat(isThere()).as("killed after %d calls", calls).isTrue();
      assertThat(journal().entries(ZONE)).hasSize(1);
    }
  }

  @Test
  void whatIsInPlaceIsOnTheDiskBeforeAChangeThatWasCutOffIsComplete() throws Exception {
    assertThat(isKilledAfter(8)).isTrue();
    assertThat(first).hasContent("ONE");
    var disk = new FailingDisk();
    disk.failing = "sync example.zone;";
    assertThat(transaction(disk).recover()).containsOnlyKeys(ZONE);
    disk.failing = "";
    assertThat(transaction(disk).recover()).isEmpty();
    assertThat(isThere()).isTrue();
    requireNothingLeftOver();
  }

  @Test
  void whatSomebodyPutsBackByHandStaysAtTheNextStart() throws Exception {
    commit(new Disk());
    reset();
    transaction(new Disk()).recover();
    assertThat(isAsBefore()).isTrue();
    assertThat(journal().entries(ZONE)).hasSize(1);
  }

  @Test
  void aFileThatSomebodyWroteAfterTheProcessDiedIsKept() throws Exception {
    assertThat(isKilledAfter(8)).isTrue();
    assertThat(first).hasContent("ONE");
    Files.writeString(gone, "by hand");
    transaction(new Disk()).recover();
    assertThat(gone).hasContent("by hand");
    assertThat(second).hasContent("TWO");
    assertThat(journal().entries(ZONE)).hasSize(1);
    requireNothingLeftOver();
  }

  @Test
  void aChangeWhoseDraftsAreGoneLeavesTheHistory() throws Exception {
    assertThat(isKilledAfter(6)).isTrue();
    Files.delete(FileChange.draft(second));
    transaction(new Disk()).recover();
    assertThat(isAsBefore()).isTrue();
    assertThat(journal().entries(ZONE)).isEmpty();
    requireNothingLeftOver();
  }

  @Test
  void aZoneThatCannotBeRecoveredHoldsBackNoOtherAndTakesNoChangeUntilItIs() throws Exception {
    assertThat(isKilledAfter(6)).isTrue();
    var file = folder.resolve("other.zone");
    Files.writeString(file, "one");
    var changes = List.of(new FileChange(file, octets("one"), octets("ONE")));
    assertThatExceptionOfType(FaultyDisk.Killed.class)
        .isThrownBy(
            () ->
                transaction(FaultyDisk.killedAt(4))
                    .commit(SampleEntry.of(OTHER, changes), changes));
    var journal = folder.resolve("history/example.journal");
    var aside = folder.resolve("aside");
    Files.move(journal, aside);
    Files.createDirectory(journal);
    var transaction = transaction(new Disk());
    var cutOff = transaction.recover();
    assertThat(cutOff).containsOnlyKeys(ZONE);
    assertThat(rest(cutOff)).as("no file has the change yet").isEmpty();
    assertThat(file).hasContent("ONE");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> transaction.settle(ZONE))
        .withMessageContaining(
            "example. takes no change, for an earlier one was cut off and cannot be completed yet");
    transaction.settle(OTHER);
    Files.delete(journal);
    Files.move(aside, journal);
    transaction.settle(ZONE);
    assertThat(isThere()).isTrue();
  }

  private static @Nullable Map<Path, byte[]> rest(Map<DnsName, CutOff> cutOff) {
    return requireNonNull(cutOff.get(ZONE)).rest();
  }

  @Test
  void ofAChangeWhoseNoteCannotBeReadNobodyKnowsWhatTheFilesWouldHold() throws Exception {
    Files.createDirectories(folder.resolve("history/example.pending"));
    assertThat(rest(transaction(new Disk()).recover())).isNull();
  }

  @Test
  void ofAChangeThatCannotBeCompletedYetItIsKnownWhatTheOtherFilesWouldHold() throws Exception {
    assertThat(isKilledAfter(8)).isTrue();
    assertThat(first).hasContent("ONE");
    var disk = new FailingDisk();
    disk.failing = "rename example.toml;";
    assertThat(rest(transaction(disk).recover()))
        .containsOnly(
            Map.entry(second, octets("TWO")),
            Map.entry(gone, new byte[0]),
            Map.entry(fresh, octets("FOUR")));
    Files.writeString(gone, "by hand");
    assertThat(rest(transaction(disk).recover())).containsOnlyKeys(second, fresh);
  }

  @Test
  void whereItCannotBeKnownWhatWasCutOffNothingIsRead() throws Exception {
    assertThat(isKilledAfter(6)).isTrue();
    var history = folder.resolve("history");
    var aside = folder.resolve("aside");
    Files.move(history, aside);
    Files.createSymbolicLink(history, history);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> transaction(new Disk()).recover())
        .withMessageContaining("changes that were cut off cannot be looked for");
  }

  @Test
  void whatCannotBePutBackIsSaidAndCompletedWhenTheDiskTakesIt() throws Exception {
    var disk = new FailingDisk();
    disk.failing = "after example.zone;rename example.toml;";
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> commit(disk))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        one -> assertThat(one).startsWith("the change cannot be stored: "),
                        one ->
                            assertThat(one)
                                .startsWith(first + " cannot be put back as it was: ")
                                .contains("completes the whole change")));
    disk.failing = "";
    transaction(disk).settle(ZONE);
    assertThat(isThere()).isTrue();
    assertThat(journal().entries(ZONE)).hasSize(1);
  }

  @Test
  void whereTheFolderOfTheHistoryCannotBeSyncedNothingHasChanged() throws Exception {
    for (var file : List.of("example.journal", "example.pending")) {
      var disk = new FailingDisk();
      disk.failing = "sync " + file + ";";
      assertThatExceptionOfType(RefusedException.class).as(file).isThrownBy(() -> commit(disk));
      assertThat(isAsBefore()).as(file).isTrue();
      assertThat(journal().entries(ZONE)).as(file).isEmpty();
      requireNothingLeftOver();
    }
  }

  @Test
  void filesThatAreOfNoZoneAreNotPending() throws Exception {
    assertThat(isKilledAfter(6)).isTrue();
    for (var stray : List.of("a..b", "", "x".repeat(100))) {
      Files.createFile(folder.resolve("history").resolve(stray + ".pending"));
    }
    transaction(new Disk()).recover();
    assertThat(isThere()).isTrue();
  }
}
