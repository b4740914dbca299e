package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.dns.wire.DnsName;

/// What is remembered of a zone's changes.
class ChangeJournalTest {
  private static final DnsName ZONE = DnsName.parse("example.com");

  @TempDir private Path folder = Path.of("");

  private ChangeJournal journal = new ChangeJournal(Path.of(""), new Disk());

  @BeforeEach
  void open() {
    journal = new ChangeJournal(folder, new Disk());
  }

  private static HistoryEntry change(int id, int records) {
    return new HistoryEntry(
        id,
        "example.com.",
        "2026-03-01T12:00:00Z",
        "records",
        "ann",
        null,
        1L,
        2L,
        List.of(),
        Collections.nCopies(records, "www.example.com. 300 A 192.0.2.1"),
        true,
        null,
        List.of(new HistoryEntry.File("example.com.zone", "aa", "bb", null, null)));
  }

  @Test
  void aZoneWithoutHistoryHasNoNewestChange() throws IOException {
    assertThat(journal.newest(ZONE)).isNull();
    assertThat(journal.entries(ZONE)).isEmpty();
  }

  @Test
  void whatIsNoRegularFileIsNamedAndNotRead() throws IOException {
    var file = Files.createDirectories(folder.resolve("history/example.com.journal"));
    assertThatIOException()
        .isThrownBy(() -> journal.newest(ZONE))
        .withMessage(file + " is no regular file");
    assertThatIOException()
        .isThrownBy(() -> journal.entries(ZONE))
        .withMessage(file + " is no regular file");
  }

  @Test
  void aZoneHasOneHistoryWhicheverWayItsNameIsWritten() throws IOException {
    journal.append(change(1, 1));
    assertThat(journal.entries(DnsName.parse("EXAMPLE.com"))).containsExactly(change(1, 1));
    assertThat(journal.newest(DnsName.parse("Example.COM"))).isEqualTo(change(1, 1));
  }

  @Test
  void theNewestChangeIsTheLastThatWasNotTakenBack() throws IOException {
    var random = new SplittableRandom(1);
    for (var round = 0; round < 120; round++) {
      var newest = journal.newest(ZONE);
      var id = newest == null ? 1 : newest.id() + 1;
      var entry = change(id, random.nextInt(10) == 0 ? 3000 : random.nextInt(5));
      journal.append(entry);
      if (random.nextInt(3) == 0) {
        journal.takeBack(entry);
      }
      var all = journal.entries(ZONE);
      assertThat(journal.newest(ZONE)).isEqualTo(all.isEmpty() ? null : all.getLast());
    }
    assertThat(journal.entries(ZONE)).hasSizeGreaterThan(60);
  }

  @Test
  void theOldestChangesOfALongHistoryAreLeftOut() throws IOException {
    var file = folder.resolve("history/example.com.journal");
    journal.append(change(1, 10));
    var lineOctets = Files.size(file);
    journal = new ChangeJournal(folder, new Disk(), 10 * lineOctets);
    for (var id = 2; id <= 1000; id++) {
      journal.append(change(id, 10));
      assertThat(Files.size(file)).isLessThan(12 * lineOctets);
      var ids = journal.entries(ZONE).stream().map(HistoryEntry::id).toList();
      assertThat(ids).hasSizeGreaterThanOrEqualTo(Math.min(id, 4)).endsWith(id);
      assertThat(ids.getLast() - ids.getFirst()).isEqualTo(ids.size() - 1);
    }
    assertThat(file.resolveSibling("example.com.journal.new")).doesNotExist();
  }

  @Test
  void theNewestChangeStaysHoweverLongItIs() throws IOException {
    journal = new ChangeJournal(folder, new Disk(), 1000);
    journal.append(change(1, 1));
    journal.append(change(2, 1000));
    var taken = change(3, 1000);
    journal.append(taken);
    assertThat(journal.entries(ZONE)).endsWith(change(2, 1000), taken);
    journal.takeBack(taken);
    assertThat(journal.newest(ZONE)).isEqualTo(change(2, 1000));
    journal.append(change(3, 1));
    assertThat(journal.entries(ZONE)).endsWith(change(2, 1000), change(3, 1));
  }

  /// A disk on which no file can be put in the place of another.
  private static final class StuckDisk extends Disk {
    @Override
    void rename(Path from, Path to) throws IOException {
      throw new IOException("Input/output error");
    }
  }

  @Test
  void aHistoryThatCannotBeMadeShorterTakesChangesForAllThat() throws IOException {
    journal = new ChangeJournal(folder, new StuckDisk(), 100);
    for (var id = 1; id <= 5; id++) {
      journal.append(change(id, 1));
    }
    assertThat(journal.entries(ZONE)).hasSize(5);
  }

  /// What cannot be looked for is not gone. Here the folder is a link to itself, which hides it
  /// as a missing right does.
  @Test
  void aHistoryThatCannotBeLookedForIsNotEmpty() throws IOException {
    var history = folder.resolve("history");
    Files.createSymbolicLink(history, history);
    assertThatIOException().isThrownBy(() -> journal.newest(ZONE));
    assertThatIOException().isThrownBy(() -> journal.entries(ZONE));
    assertThat(new PendingChanges(folder, new Disk()).has(ZONE)).isTrue();
  }

  @Test
  void ofAHistoryThatHasNoWholeChangeAtItsEndNoMoreIsReadThanFits() throws IOException {
    journal.append(change(1, 1));
    try (var sparse =
        new RandomAccessFile(folder.resolve("history/example.com.journal").toFile(), "rw")) {
      sparse.setLength(5L << 30);
    }
    assertThatIOException()
        .isThrownBy(() -> journal.newest(ZONE))
        .withMessageContaining("example.com.journal");
  }

  @Test
  void ofALongHistoryOnlyTheEndIsRead() throws IOException {
    journal.append(change(1, 1));
    var file = folder.resolve("history/example.com.journal");
    var line = Files.readAllBytes(file);
    // Longer than any array, and nearly all of it a hole.
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(3L << 30);
      sparse.write('\n');
      sparse.write(line);
    }
    assertThat(journal.newest(ZONE)).isEqualTo(change(1, 1));
  }
}
