package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// The journal of updates on disk, and what it makes of a zone file.
class UpdateJournalTest {
  private static final DnsName APEX = DnsName.parse("example.test");
  private static final DnsName WWW = DnsName.parse("www.example.test");
  private static final int A = 1;
  private static final int SOA = 6;

  @TempDir private Path folder = Path.of("");

  private UpdateJournal journal() {
    return new UpdateJournal(folder, APEX);
  }

  private static RecordChange add(int last) {
    return new RecordChange.Add(WWW, A, 60, Rdata.of(new byte[] {127, 0, 0, (byte) last}));
  }

  private static JournalEntry entry(long before, RecordChange... changes) {
    return new JournalEntry(before, before + 1, 7, List.of(changes));
  }

  private static ZoneContents zone(int serial) {
    var builder = new ZoneContentsBuilder(APEX, 100);
    var soa = new byte[22];
    soa[5] = (byte) serial;
    builder.add(builder.owner(APEX.wire(), APEX.octets()), SOA, 60, soa, soa.length);
    return builder.build();
  }

  @Test
  void entriesComeBackAsTheyWere() throws IOException {
    var first =
        entry(1, add(1), new RecordChange.Delete(WWW, A, Rdata.of(new byte[] {127, 0, 0, 2})));
    var second = entry(2, new RecordChange.DeleteRRset(WWW, A));
    journal().append(first);
    journal().append(second);
    assertThat(journal().read()).containsExactly(first, second);
    journal().clear();
    assertThat(journal().read()).isEmpty();
  }

  @Test
  void whatIsNoRegularFileIsNamedAndNotRead() throws IOException {
    var file = Files.createDirectories(folder.resolve("updates/example.test.journal"));
    assertThatIOException()
        .isThrownBy(() -> journal().read())
        .withMessage(file + " is no regular file");
    assertThatIOException()
        .isThrownBy(() -> journal().append(entry(1, add(1))))
        .satisfies(e -> assertThat(journal().reason(e)).isEqualTo(file + ": Is a directory"));
  }

  @Test
  void whyTheDiskDoesNotTakeItIsSaidWithItsNameAndWithoutOneOfJava() {
    var file = folder.resolve("updates/example.test.journal");
    assertThat(journal().reason(new AccessDeniedException(file.toString())))
        .isEqualTo("no right to use " + file);
    assertThat(journal().reason(new NoSuchFileException(file.toString())))
        .isEqualTo("there is no " + file);
    assertThat(journal().reason(new IOException("No space left on device")))
        .isEqualTo(file + ": No space left on device");
  }

  /// Here the folder is a link to itself, which hides it as a missing right does.
  @Test
  void aJournalThatCannotBeLookedForIsNotEmpty() throws IOException {
    var updates = folder.resolve("updates");
    Files.createSymbolicLink(updates, updates);
    var journal = new UpdateJournal(folder, APEX);
    assertThat(journal.exists()).isTrue();
    assertThatIOException().isThrownBy(journal::read);
  }

  @Test
  void aTornTailIsIgnoredAndOverwrittenWhereverItWasTorn() throws IOException {
    journal().append(entry(1, add(1)));
    var file = folder.resolve("updates/example.test.journal");
    var whole = Files.readAllBytes(file).length;
    journal().append(entry(2, add(2)));
    var both = Files.readAllBytes(file);
    for (var length = whole; length < both.length; length++) {
      Files.write(file, Arrays.copyOf(both, length));
      assertThat(journal().read()).as("cut at %d", length).containsExactly(entry(1, add(1)));
      journal().append(entry(2, add(3)));
      assertThat(journal().read()).containsExactly(entry(1, add(1)), entry(2, add(3)));
    }
  }

  @Test
  void aFlippedBitEndsTheJournal() throws IOException {
    journal().append(entry(1, add(1)));
    var file = folder.resolve("updates/example.test.journal");
    var octets = Files.readAllBytes(file);
    octets[octets.length - 1] ^= 1;
    Files.write(file, octets);
    assertThat(journal().read()).isEmpty();
  }

  @Test
  void wholeEntriesBehindADamagedOneAreKeptInACopyBeforeTheyAreLost() throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    for (var last = 1; last <= 3; last++) {
      journal().append(entry(last, add(last)));
    }
    var whole = Files.readAllBytes(file);
    var third = whole.length / 3;
    for (var octet : List.of(third, third + 9)) {
      var damaged = whole.clone();
      damaged[octet] ^= 1;
      Files.write(file, damaged);
      assertThat(journal().read()).containsExactly(entry(1, add(1)));
      assertThat(copies()).isEmpty();
      journal().append(entry(2, add(9)));
      assertThat(journal().read()).containsExactly(entry(1, add(1)), entry(2, add(9)));
      assertThat(takeCopy()).isEqualTo(damaged);
      Files.write(file, damaged);
      journal().clear();
      assertThat(journal().exists()).isFalse();
      assertThat(takeCopy()).isEqualTo(damaged);
    }
  }

  private static void assertRefused(UpdateJournal journal, JournalEntry entry) {
    assertThatIOException()
        .isThrownBy(() -> journal.append(entry))
        .withMessage("Input/output error");
  }

  @Test
  void anEntryWhoseFolderCannotBeForcedIsTakenBack() throws IOException {
    var disk = new FailingDisk();
    var journal = new UpdateJournal(folder, APEX, disk);
    disk.forces = false;
    for (var attempt = 1; attempt <= 2; attempt++) {
      assertRefused(journal, entry(1, add(attempt)));
      assertThat(journal().read()).as("after a restart").isEmpty();
    }
    disk.forces = true;
    journal.append(entry(1, add(3)));
    assertThat(journal().read()).containsExactly(entry(1, add(3)));
  }

  @Test
  void aJournalFromWhichARefusedEntryCannotBeTakenBackIsRefusedUntilItIs() throws IOException {
    var disk = new FailingDisk();
    var journal = new UpdateJournal(folder, APEX, disk);
    disk.forces = false;
    disk.cuts = false;
    assertRefused(journal, entry(1, add(1)));
    assertThat(journal.read()).isEmpty();
    disk.forces = true;
    assertRefused(journal, entry(1, add(2)));
    assertThat(journal.read()).isEmpty();
    disk.cuts = true;
    journal.append(entry(1, add(3)));
    assertThat(journal().read()).containsExactly(entry(1, add(3)));
  }

  @Test
  void ofAJournalThatSomebodyHasTakenAwayNothingIsToBeTakenBack() throws IOException {
    var disk = new FailingDisk();
    var journal = new UpdateJournal(folder, APEX, disk);
    disk.fails();
    assertRefused(journal, entry(1, add(1)));
    Files.delete(folder.resolve("updates/example.test.journal"));
    disk.works();
    journal.cutRefused();
    journal.append(entry(1, add(2)));
    assertThat(journal.read()).containsExactly(entry(1, add(2)));
  }

  /// Writes a journal of three entries of which the second one is damaged.
  private byte[] damage(int last) throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    Files.deleteIfExists(file);
    for (var serial = 1; serial <= 3; serial++) {
      journal().append(entry(serial, add(last)));
    }
    var octets = Files.readAllBytes(file);
    octets[octets.length / 3] ^= 1;
    Files.write(file, octets);
    return octets;
  }

  @Test
  void aZoneHasOneCopyOfADamagedJournalAndThatIsTheFirst() throws IOException {
    var first = damage(1);
    journal().clear();
    damage(2);
    journal().append(entry(2, add(9)));
    damage(3);
    journal().clear();
    assertThat(copies()).hasSize(1);
    assertThat(folder.resolve("updates/example.test.journal.damaged")).hasBinaryContent(first);
  }

  @Test
  void ofACopyThatCannotBeWrittenNothingStays() throws IOException {
    var disk = new FailingDisk();
    var journal = new UpdateJournal(folder, APEX, disk);
    var damaged = damage(1);
    disk.writes = false;
    for (var attempt = 1; attempt <= 3; attempt++) {
      assertRefused(journal, entry(2, add(9)));
      assertThatIOException().isThrownBy(journal::clear);
      try (var files = Files.list(folder.resolve("updates"))) {
        assertThat(files).containsExactly(folder.resolve("updates/example.test.journal"));
      }
    }
    disk.writes = true;
    journal.append(entry(2, add(9)));
    assertThat(takeCopy()).isEqualTo(damaged);
  }

  private List<Path> copies() throws IOException {
    try (var files = Files.list(folder.resolve("updates"))) {
      return files.filter(each -> each.toString().endsWith(".damaged")).toList();
    }
  }

  private byte[] takeCopy() throws IOException {
    assertThat(copies()).hasSize(1);
    var octets = Files.readAllBytes(copies().getFirst());
    Files.delete(copies().getFirst());
    return octets;
  }

  @Test
  void whatComesBehindATailOfAnyKindIsRead() throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    journal().append(entry(1, add(1)));
    var whole = Files.readAllBytes(file);
    var zeros = Arrays.copyOf(whole, whole.length + 4096);
    var garbled = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, garbled, whole.length, whole.length / 2);
    for (var torn : List.of(zeros, garbled)) {
      Files.write(file, torn);
      assertThat(journal().read()).containsExactly(entry(1, add(1)));
      journal().append(entry(2, add(3)));
      assertThat(journal().read()).containsExactly(entry(1, add(1)), entry(2, add(3)));
    }
  }

  /// Tables and buffers grow by doubling; quadratic growth would be 16.
  private static final double MOST_GROWTH_OF_FOUR = 8;

  private interface Work {
    void run() throws IOException;
  }

  private static long octetsAllocated(Work work) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void append(int entries) throws IOException {
    var journal = journal();
    for (var serial = 1; serial <= entries; serial++) {
      journal.append(entry(serial, add(1)));
    }
    journal.clear();
  }

  @Test
  void anEntryCostsTheSameHoweverManyStandBeforeIt() throws IOException {
    append(500);
    var some = octetsAllocated(() -> append(500));
    var more = octetsAllocated(() -> append(2000));
    assertThat((double) more / some).isLessThan(MOST_GROWTH_OF_FOUR);
  }

  @Test
  void aJournalThatSomebodyElseCutsOrExtendsIsReadAgain() throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    var journal = journal();
    journal.append(entry(1, add(1)));
    var one = Files.readAllBytes(file);
    journal.append(entry(2, add(2)));
    Files.write(file, one);
    journal.append(entry(2, add(3)));
    Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    journal.append(entry(3, add(4)));
    assertThat(journal.read())
        .containsExactly(entry(1, add(1)), entry(2, add(3)), entry(3, add(4)));
  }

  /// Returns octets in which an entry of a quarter of them may start at every sixteenth.
  private static byte[] startsEverywhere(int octets) {
    var text = ByteBuffer.allocate(octets);
    for (var at = 0; at < octets; at += 16) {
      text.putInt(at, octets / 4).putInt(at + 8, 16);
    }
    return text.array();
  }

  @Test
  void theSearchBehindADamagedEntryTakesNoLongerThanTheFile() throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    Files.createDirectories(folder.resolve("updates"));
    Files.write(file, startsEverywhere(1 << 16));
    var some = octetsAllocated(() -> assertThat(journal().read()).isEmpty());
    Files.write(file, startsEverywhere(1 << 18));
    var more = octetsAllocated(() -> assertThat(journal().read()).isEmpty());
    assertThat((double) more / some).isLessThan(MOST_GROWTH_OF_FOUR);
  }

  @Test
  void aJournalThatIsLongerThanItMayBeIsNeitherReadNorChanged() throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    journal().append(entry(1, add(1)));
    var tooLong = UpdateJournal.MOST_OCTETS + 1L;
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), tooLong - 1);
    }
    var journal = journal();
    var calls =
        List.<Work>of(journal::read, () -> journal.append(entry(2, add(2))), journal::clear);
    for (var call : calls) {
      var allocated = octetsAllocated(() -> assertTooLong(file, call));
      assertThat(allocated).isLessThan(UpdateJournal.MOST_OCTETS);
    }
    assertThat(Files.size(file)).isEqualTo(tooLong);
  }

  private static void assertTooLong(Path file, Work call) {
    assertThatIOException()
        .isThrownBy(call::run)
        .withMessage(
            file
                + " has 8388609 octets and may have 8388608: move it away to do without its updates");
  }

  @Test
  void whatCannotBeSearchedThroughIsKeptInACopyToo() throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    journal().append(entry(1, add(1)));
    var whole = Files.readAllBytes(file);
    var damaged = Arrays.copyOf(whole, whole.length + (1 << 18));
    var starts = startsEverywhere(1 << 18);
    System.arraycopy(starts, 0, damaged, whole.length, starts.length);
    Files.write(file, damaged);
    journal().append(entry(2, add(2)));
    assertThat(journal().read()).containsExactly(entry(1, add(1)), entry(2, add(2)));
    assertThat(takeCopy()).isEqualTo(damaged);
  }

  @Test
  void namesOfZonesAreNamesOfFiles() throws IOException {
    new UpdateJournal(folder, DnsName.ROOT).append(entry(1, add(1)));
    new UpdateJournal(folder, DnsName.parse("0/25.2.0.192.in-addr.arpa")).append(entry(1, add(1)));
    try (var files = Files.list(folder.resolve("updates"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("root.journal", "0\\04725.2.0.192.in-addr.arpa.journal");
    }
  }

  @Test
  void replayGivesTheSerialThatWasAnswered() {
    var entries = List.of(entry(1, add(1)), entry(2, add(2)));
    var updated = UpdateJournal.replay(zone(1), entries);
    assertThat(updated.serial()).isEqualTo(3);
    var set = updated.find(WWW, A);
    assertThat(set).isNotNull();
    assertThat(UpdateJournal.replay(updated, entries).serial()).as("once more").isEqualTo(3);
  }

  @Test
  void aFileThatWasEditedByHandIsMergedUnderANewerSerial() {
    var entries = List.of(entry(5, add(1)));
    assertThat(UpdateJournal.replay(zone(9), entries).serial()).isEqualTo(10);
    assertThat(UpdateJournal.replay(zone(2), entries).serial()).isEqualTo(7);
  }
}
