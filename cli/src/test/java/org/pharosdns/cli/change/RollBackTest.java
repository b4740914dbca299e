package org.pharosdns.cli.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;

/// A change of several files that a disk takes in part, and gives back in part: at each moment
/// every file has it or can still get it, and no text is lost.
class RollBackTest {
  private static final DnsName ZONE = DnsName.parse("example");

  @TempDir private Path folder = Path.of("");
  private Path zone = Path.of("");
  private Path included = Path.of("");
  private Path steering = Path.of("");
  private Path aside = Path.of("");

  @BeforeEach
  void name() {
    zone = folder.resolve("example.zone");
    included = folder.resolve("example.include");
    steering = folder.resolve("example.toml");
    aside = folder.resolve("aside.zone");
  }

  private void reset() throws IOException {
    Files.writeString(zone, "zone");
    Files.writeString(included, "included");
    Files.writeString(steering, "steering");
    Files.deleteIfExists(aside);
    Files.deleteIfExists(folder.resolve("history/example.journal"));
  }

  private void reset(List<FileChange> changes) throws IOException {
    reset();
    for (var change : changes) {
      var before = change.before();
      if (before != null) {
        Files.write(change.file(), before);
      }
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(UTF_8);
  }

  /// Changes three files.
  private List<FileChange> records() {
    return List.of(
        new FileChange(zone, octets("zone"), octets("ZONE")),
        new FileChange(included, octets("included"), octets("INCLUDED")),
        new FileChange(steering, octets("steering"), octets("STEERING")));
  }

  /// Puts a zone aside, its steering file not.
  private List<FileChange> deletion() {
    return List.of(
        new FileChange(aside, null, octets("zone")),
        new FileChange(zone, octets("zone"), null),
        new FileChange(steering, octets("steering"), null));
  }

  /// Puts a zone aside of which the same text is there already.
  private List<FileChange> deletionAgain() {
    return List.of(
        new FileChange(aside, octets("zone"), octets("zone")),
        new FileChange(zone, octets("zone"), null));
  }

  /// Takes a steering file away: nothing is written beside it.
  private List<FileChange> removal() {
    return List.of(new FileChange(steering, octets("steering"), null));
  }

  private ChangeJournal journal() {
    return new ChangeJournal(folder, new Disk());
  }

  private FileTransaction transaction(Disk disk) {
    return new FileTransaction(folder, disk, new ChangeJournal(folder, disk));
  }

  private void commit(List<FileChange> changes, Disk disk) throws RefusedException {
    transaction(disk).commit(SampleEntry.of(ZONE, changes), changes);
  }

  private static void requireNotStored(
      List<String> problems, String stuck, List<Path> changedBesides) {
    assertThat(problems.getFirst()).startsWith("the change cannot be stored: ");
    assertThat(problems.get(1))
        .contains(stuck + " cannot be put back as it was: ")
        .contains("completes the whole change");
    assertThat(problems.subList(2, problems.size()))
        .containsExactlyElementsOf(
            changedBesides.stream().map(file -> file + " has the change as well").toList());
  }

  @Test
  void ofThreeFilesThoseBeforeTheOneThatIsStuckKeepTheChangeAndTheOthersCanGetIt()
      throws Exception {
    reset();
    var disk = new StuckDisk("example.include", "example.toml");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> commit(records(), disk))
        .satisfies(e -> requireNotStored(e.problems(), "example.include", List.of(zone)));
    assertThat(rest(disk)).containsOnly(Map.entry(steering, octets("STEERING")));
    assertThat(texts(records(), rest(disk))).containsExactly("ZONE", "INCLUDED", "STEERING");
    disk.mend();
    transaction(disk).settle(ZONE);
    assertThat(texts(records(), Map.of())).containsExactly("ZONE", "INCLUDED", "STEERING");
    requireNothingLeftOver();
  }

  @Test
  void aFileThatWasPutBackBeforeAnotherOneIsStuckCanGetTheChangeAgain() throws Exception {
    reset();
    var disk = new StuckDisk("example.zone", "example.toml");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> commit(records(), disk))
        .satisfies(e -> requireNotStored(e.problems(), "example.zone", List.of()));
    assertThat(included).hasContent("included");
    assertThat(texts(records(), rest(disk))).containsExactly("ZONE", "INCLUDED", "STEERING");
    disk.mend();
    transaction(disk).settle(ZONE);
    assertThat(texts(records(), Map.of())).containsExactly("ZONE", "INCLUDED", "STEERING");
    requireNothingLeftOver();
  }

  @Test
  void aHalfDoneChangeIsGivenUpWhenTheFilesThatWereNamedAreWrittenAsTheyWere() throws Exception {
    for (var stuck : List.of("example.zone", "example.include")) {
      reset();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> commit(records(), new StuckDisk(stuck, "example.toml")));
      Files.writeString(zone, "zone");
      Files.writeString(included, "included");
      transaction(new Disk()).settle(ZONE);
      assertThat(texts(records(), Map.of()))
          .as(stuck)
          .containsExactly("zone", "included", "steering");
      assertThat(journal().entries(ZONE)).as(stuck).isEmpty();
      requireNothingLeftOver();
    }
  }

  @Test
  void aChangeOfOneFileThatIsAsItWasIsGivenUpEvenWhereTheDiskDoesNotSaySo() throws Exception {
    reset();
    // The note with its folder, the draft, the history with its folder; the renames with theirs.
    var disk = new FaultyDisk(call -> call == 6 || call == 10, -1);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> commit(records().subList(0, 1), disk))
        .satisfies(
            e ->
                assertThat(e.problems().get(1))
                    .startsWith(zone + " is as it was, which the disk may forget: ")
                    .endsWith("gives the change up or completes it"));
    assertThat(zone).hasContent("zone");
    transaction(new Disk()).settle(ZONE);
    assertThat(zone).hasContent("zone");
    assertThat(journal().entries(ZONE)).isEmpty();
    requireNothingLeftOver();
  }

  @Test
  void aDeletionThatCannotBeTakenBackKeepsTheTextAside() throws Exception {
    reset();
    var disk = new StuckDisk("example.zone", "example.toml");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> commit(deletion(), disk))
        .satisfies(e -> requireNotStored(e.problems(), "example.zone", List.of(aside)));
    assertThat(zone).doesNotExist();
    assertThat(aside).hasContent("zone");
    disk.mend();
    transaction(disk).settle(ZONE);
    assertThat(texts(deletion(), Map.of())).containsExactly("zone", "", "");
    assertThat(journal().entries(ZONE)).hasSize(1);
  }

  @Test
  void aFileThatWasToGoComesBackWithItsModeAndAsTheLinkThatItWas() throws Exception {
    reset();
    var mode = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(zone, mode);
    Files.move(included, folder.resolve("linked"));
    Files.createSymbolicLink(included, Path.of("linked"));
    var deletion =
        List.of(
            new FileChange(zone, octets("zone"), null),
            new FileChange(included, octets("included"), null),
            new FileChange(steering, octets("steering"), null));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> commit(deletion, new StuckDisk("none", "example.toml")))
        .satisfies(e -> assertThat(e.problems()).hasSize(1));
    assertThat(texts(deletion, Map.of())).containsExactly("zone", "included", "steering");
    assertThat(Files.getPosixFilePermissions(zone)).isEqualTo(mode);
    assertThat(included).isSymbolicLink();
    requireNothingLeftOver();
  }

  /// Disks that fail once while a change is made, and again while it is taken back, from then on or
  /// not; or the process ends there.
  private static List<FaultyDisk> disks(int once, int again) {
    return List.of(
        new FaultyDisk(call -> call == once || call == again, -1),
        new FaultyDisk(call -> call == once || call >= again, -1),
        new FaultyDisk(call -> call == once, again));
  }

  @Test
  void whateverTheDiskDoesNotTakeAChangeIsKnownAsAWholeAndComesIntoAllFilesOrNone()
      throws Exception {
    for (var changes : List.of(records(), deletion(), deletionAgain(), removal())) {
      var calls = callsOf(changes);
      for (var once = 0; once < calls; once++) {
        var last = once;
        for (var again = once + 1; again <= last + 1; again++) {
          for (var disk : disks(once, again)) {
            requireAllOrNone(changes, disk, "failing at calls %d and %d".formatted(once, again));
            last = Math.max(last, disk.calls() - 1);
          }
        }
      }
    }
  }

  private int callsOf(List<FileChange> changes) throws Exception {
    reset(changes);
    var disk = new FaultyDisk(any -> false, -1);
    commit(changes, disk);
    return disk.calls();
  }

  private void requireAllOrNone(List<FileChange> changes, Disk disk, String how) throws Exception {
    reset(changes);
    var before = texts(changes, Map.of());
    var after = changes.stream().map(each -> text(each.after())).toList();
    var comesToNothing = false;
    try {
      commit(changes, disk);
    } catch (RefusedException e) {
      requireWhole(changes, before, after, how);
      comesToNothing = e.problems().size() == 1;
    } catch (FaultyDisk.Killed _) {
      requireWhole(changes, before, after, how);
    }
    transaction(new Disk()).recover();
    var isDone = !journal().entries(ZONE).isEmpty();
    assertThat(texts(changes, Map.of())).as(how).isEqualTo(isDone ? after : before);
    assertThat(comesToNothing && isDone).as(how + ": refused, and done later").isFalse();
    requireNothingLeftOver();
  }

  private void requireWhole(
      List<FileChange> changes, List<String> before, List<String> after, String how)
      throws Exception {
    var whole = texts(changes, rest(new FaultyDisk(any -> true, -1)));
    assertThat(whole).as(how).isIn(before, after);
    if (before.contains("zone")) {
      assertThat(texts(changes, Map.of())).as(how).containsAnyOf("zone", "ZONE");
    }
  }

  /// Returns what a start would read instead of files while the disk does not take a change.
  private Map<Path, byte[]> rest(Disk disk) throws RefusedException {
    var cutOff = transaction(disk).recover().get(ZONE);
    return cutOff == null ? Map.of() : requireNonNull(cutOff.rest());
  }

  /// Returns what a start would read of each file; nothing where none is.
  private static List<String> texts(List<FileChange> changes, Map<Path, byte[]> rest)
      throws IOException {
    var texts = new ArrayList<String>();
    for (var change : changes) {
      var file = change.file();
      var there = Files.exists(file) ? Files.readAllBytes(file) : null;
      texts.add(text(rest.getOrDefault(file, there)));
    }
    return texts;
  }

  private static String text(byte @Nullable [] octets) {
    return octets == null ? "" : new String(octets, UTF_8);
  }

  private void requireNothingLeftOver() throws IOException {
    try (var files = Files.walk(folder)) {
      assertThat(files.map(Path::toString))
          .noneMatch(each -> each.contains(".pharos-") || each.endsWith("pending"));
    }
  }
}
