package org.pharosdns.cli.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.Body;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.cli.control.ZonesApi.ReplaceRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.Rdata;

/// A change of a zone: all of it on disk, in the journal and in force, or nothing.
class ZoneChangesTest {
  private static final DnsName APEX = DnsName.parse("example");
  private static final int A = 1;

  /// As long as they may be, of characters that are long in JSON.
  private static final String AUTHOR = "\u0001".repeat(100);

  private static final String REASON = "\u0001".repeat(500);

  /// A disk that fails at its next calls.
  private static final class FailingDisk extends Disk {
    private String breaking = "";
    private String failing = "";

    private void check(String call) throws IOException {
      if (call.equals(breaking)) {
        throw new InternalError("a bug at " + call);
      }
      if (call.equals(failing)) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    void write(Path file, byte[] octets, Path like) throws IOException {
      check("write");
      super.write(file, octets, like);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      var asked = failing.equals("rename");
      super.rename(from, to);
      if (asked) {
        failing = "";
        throw new IOException("Input/output error");
      }
    }

    @Override
    void append(Path file, String line) throws IOException {
      check("append");
      super.append(file, line);
    }
  }

  private final FailingDisk disk = new FailingDisk();
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() {
    new ServerFolder(folder).zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    file = folder.resolve("zones/example.zone");
  }

  private FileTransaction transaction(Disk disk) {
    var state = folder.resolve("state");
    return new FileTransaction(state, disk, new ChangeJournal(state, disk));
  }

  private ZoneChanges open(FilesInForce zones) {
    return open(zones, disk);
  }

  private ZoneChanges open(FilesInForce zones, Disk disk) {
    var journal = new ChangeJournal(folder.resolve("state"), disk);
    var transaction = transaction(disk);
    return new ZoneChanges(zones, journal, transaction, InstantSource.system(), new Object());
  }

  private ZoneChanges open() {
    return open(new FilesInForce(folder));
  }

  private static List<RecordChange> add(String owner, int last) {
    var rdata = Rdata.of(new byte[] {(byte) 192, 0, 2, (byte) last});
    return List.of(
        new RecordChange.Add(DnsName.parse(owner, APEX), A, RecordChange.TTL_OF_FILE, rdata));
  }

  private ChangeReport change(ZoneChanges changes, int last) throws RefusedException {
    return apply(changes, add("www", last), Map.of(), Cause.records("ann", "a test"));
  }

  private static ChangeReport apply(
      ZoneChanges changes, List<RecordChange> list, Map<Path, byte[]> others, Cause cause)
      throws RefusedException {
    return changes.alone(() -> changes.apply(changes.inForce(APEX), list, others, cause));
  }

  private String text() throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void aChangeWaitsForUpdatesThatAreNotInTheFileAndSaysWhatKeepsThem() throws Exception {
    var changes = open();
    changes.settleFirst(apex -> List.of(file + ": no space left on device"));
    var before = text();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> change(changes, 2))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "dynamic updates of example. are still to come into its file: "
                            + file
                            + ": no space left on device"));
    assertThat(text()).isEqualTo(before);
    changes.settleFirst(apex -> List.of());
    assertThat(change(changes, 2).serialAfter()).isEqualTo(2);
  }

  @Test
  void aNewZoneOfWhichOnlyTheSteeringFileIsThereIsCompletedLater() throws Exception {
    var stuck = new StuckDisk("new.toml", "new.zone");
    var apex = DnsName.parse("new");
    var zone = file.resolveSibling("new.zone");
    var steering = file.resolveSibling("new.toml");
    var text = ServerFolder.APEX + "www A 192.0.2.1\n";
    var others = Map.of(steering, "[name.www]\n".getBytes(UTF_8));
    var changes = open(new FilesInForce(folder), stuck);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                changes.add(
                    ZoneSource.of(apex, zone),
                    text.getBytes(UTF_8),
                    others,
                    Cause.of("undo", "ann", null)))
        .withMessageContaining(steering + " cannot be put back as it was: ");
    assertThat(steering).exists();
    assertThat(zone).doesNotExist();
    stuck.mend();
    assertThat(transaction(stuck).recover()).isEmpty();
    assertThat(steering).exists();
    assertThat(zone).hasContent(text);
  }

  @Test
  void aChangeIsInTheFileInTheJournalAndInForceWhenItReturns() throws Exception {
    var zones = new FilesInForce(folder);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var report = change(open(zones), 2);
    assertThat(report.serialBefore()).isEqualTo(1);
    assertThat(report.serialAfter()).isEqualTo(2);
    assertThat(report.added()).containsExactly("www.example. 60 A 192.0.2.2");
    assertThat(text()).contains("www A 192.0.2.1\nwww A 192.0.2.2\n").contains("SOA ns host 2 ");
    assertThat(zones.published).containsExactly(2L);
    assertThat(open(zones).history(APEX))
        .singleElement()
        .extracting(HistoryEntry::author, HistoryEntry::reason, HistoryEntry::added)
        .containsExactly("ann", "a test", List.of("www.example. 60 A 192.0.2.2"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aChangeThatMakesTheFileLargerThanItMayBeIsRefused() throws Exception {
    var before = text();
    var most = before.length() + "www A 192.0.2.2\n".length();
    new ServerFolder(folder).write("pharos.toml", "[limits]\nzone_file = \"" + most + "B\"\n");
    var changes = open();
    change(changes, 2);
    var full = text();
    assertThat(full).hasSize(most);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> change(changes, 3))
        .withMessageContaining("the zone has more than " + most + " octets of text");
    assertThat(text()).isEqualTo(full);
    assertThat(new FilesInForce(folder).data()).containsKey(APEX);
  }

  @Test
  void whatIsThereAlreadyIsNoChange() throws Exception {
    var before = text();
    var report = change(open(), 1);
    assertThat(report.id()).isNull();
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void whatWouldNotLoadIsRefusedWithItsPlace() throws Exception {
    var before = text();
    var zones = new FilesInForce(folder);
    var cname = Rdata.of(DnsName.parse("ns.example").wire());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                apply(
                    open(zones),
                    List.of(new RecordChange.Add(DnsName.parse("www.example"), 5, 60, cname)),
                    Map.of(),
                    Cause.records("ann", null)))
        .withMessageContaining("has a CNAME and other records")
        .withMessageContaining("example.zone:6:");
    assertThat(text()).isEqualTo(before);
    assertThat(zones.published).isEmpty();
  }

  @Test
  void anEditByHandIsNeverOverwritten() throws Exception {
    var changes = open();
    var times = Files.getLastModifiedTime(file);
    Files.writeString(file, text().replace("192.0.2.1", "192.0.2.7"));
    Files.setLastModifiedTime(file, times);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> change(changes, 2))
        .withMessageContaining("holds something else than when it was read")
        .withMessageContaining("pharos zone reload example.");
    assertThat(text()).contains("192.0.2.7").doesNotContain("192.0.2.2");
  }

  @Test
  void anEditByHandWhileAChangeIsThoughtOutIsNeverOverwritten() throws Exception {
    var changes = open();
    var looked = changes.inForce(APEX);
    var edited = text().replace("192.0.2.1", "192.0.2.7");
    Files.writeString(file, edited);
    var cause = Cause.records("ann", null);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> changes.apply(looked, add("www", 2), Map.of(), cause))
        .withMessageContaining("holds something else than when it was read");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> changes.replace(looked, "www A 192.0.2.3".getBytes(UTF_8), cause))
        .withMessageContaining("holds something else than when it was read");
    assertThat(text()).isEqualTo(edited);
  }

  @Test
  void whatAnOperatorWantsWaitsForUpdatesOnce() throws Exception {
    var zones = new FilesInForce(folder);
    var changes = open(zones);
    var settled = new ArrayList<DnsName>();
    changes.settleFirst(
        apex -> {
          settled.add(apex);
          return List.of();
        });
    var control =
        new ZoneControl(zones, changes, folder.resolve("state"), List::of, Long.MAX_VALUE);
    var text = control.text("example");
    settled.clear();
    control.replace(
        new ReplaceRequest("example", text.text() + "a A 192.0.2.3\n", text.hash(), "ann", null));
    assertThat(settled).containsExactly(APEX);
    control.change(
        new RecordsRequest(
            "example", Action.ADD, "b", "A", List.of("192.0.2.3"), null, null, null, "ann", null));
    assertThat(settled).containsExactly(APEX, APEX);
    control.undo(new UndoRequest("example", 2, "ann", null));
    assertThat(settled).containsExactly(APEX, APEX, APEX);
  }

  /// What could not be sent back is not worth the memory, nor the work of whoever edits it.
  @Test
  void aTextIsHandedOutIfARequestMaySendItBack() throws Exception {
    Files.writeString(file, text() + "w\tTXT\t\"é\"\n".repeat(500), StandardCharsets.ISO_8859_1);
    var zones = new FilesInForce(folder);
    var most = 64 << 10;
    var read = control(zones, most).text("example").text();
    var request = new ReplaceRequest("example", read, "0".repeat(64), AUTHOR, REASON);
    var octets = Math.toIntExact(Body.json(request).octets());
    assertThat(octets).isBetween((int) Files.size(file) + 2000, most);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> control(zones, octets - 1).text("example"))
        .withMessageMatching(
            "an edit of %s sends up to \\d+ octets, and a request may have %d"
                    .formatted(file, octets - 1)
                + " \\(\\[limits\\] control_request\\): edit it by hand,"
                + " then `pharos zone reload example\\.`");
  }

  @Test
  void aTextThatIsTooLongAsItIsIsNotEvenRead() throws Exception {
    var zones = new FilesInForce(folder);
    var size = Files.size(file);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> control(zones, size - 1).text("example"))
        .withMessageStartingWith("an edit of %s sends at least %d octets, ".formatted(file, size));
  }

  private ZoneControl control(FilesInForce zones, long mostRequestOctets) {
    return new ZoneControl(
        zones, open(zones), folder.resolve("state"), List::of, mostRequestOctets);
  }

  @Test
  void aDifferenceOfMoreRecordsThanAreShownIsRefused() throws Exception {
    var zones = new FilesInForce(folder);
    var control = new ZoneControl(zones, open(zones), folder.resolve("state"), List::of, 1 << 20);
    var text = new StringBuilder(text());
    for (var i = 0; i < ZoneControl.MOST_DIFFERENT; i++) {
      text.append('h').append(i).append(" A 192.0.2.2\n");
    }
    Files.writeString(file, text);
    assertThat(control.diff("example").added()).hasSize(ZoneControl.MOST_DIFFERENT);
    Files.writeString(file, text.append("more A 192.0.2.2\n"));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> control.diff("example"))
        .withMessage(
            "more than 100000 records differ, too many to show: `pharos zone reload example.` takes"
                + " them in");
  }

  /// Returns records of the type TXT that have so many octets of data together.
  private static List<RecordChange> texts(int records, int octets) {
    var list = new ArrayList<RecordChange>();
    for (var number = 0; number < records; number++) {
      var text = new byte[octets / records];
      for (var at = 0; at < text.length; at += 256) {
        text[at] = (byte) Math.min(255, text.length - at - 1);
      }
      text[1] = (byte) number;
      list.add(
          new RecordChange.Add(
              DnsName.parse("t" + number, APEX), RecordType.TXT, 60, Rdata.of(text)));
    }
    return list;
  }

  /// The SOA before and after the change counts too.
  @Test
  void aChangeWithMoreThanAMebibyteOfDataIsListedButCannotBeUndone() throws Exception {
    var zones = new FilesInForce(folder);
    var changes = open(zones);
    var control =
        new ZoneControl(zones, changes, folder.resolve("state"), List::of, Long.MAX_VALUE);
    for (var octets : List.of((1 << 20) - 4096, 1 << 20)) {
      apply(changes, texts(32, octets), Map.of(), Cause.records("ann", null));
      var entry = changes.history(APEX).getLast();
      var fits = octets < 1 << 20;
      assertThat(entry.complete()).isEqualTo(fits);
      assertThat(entry.added()).hasSize(fits ? 32 : 0);
      if (fits) {
        control.undo(new UndoRequest("example", null, "ann", null));
      }
    }
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> control.undo(new UndoRequest("example", null, "ann", null)))
        .withMessage("change 3 is too large to be undone: its records were not kept");
  }

  @Test
  void aFileThatIsIncludedTwiceIsNotChangedForOneOfItsPlaces() throws Exception {
    var included = folder.resolve("zones/hosts.inc");
    var hosts = "www A 192.0.2.1\n";
    var zone = ServerFolder.APEX + "$INCLUDE hosts.inc a\n$INCLUDE hosts.inc b\n";
    new ServerFolder(folder).zone("hosts.inc", hosts).zone("example.zone", zone);
    var changes = open();
    var gone =
        new RecordChange.Delete(
            DnsName.parse("www.a", APEX), A, Rdata.of(new byte[] {(byte) 192, 0, 2, 1}));
    var comes = add("www.a", 2);
    for (var list : List.of(comes, List.of(gone, comes.getFirst()))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> apply(changes, list, Map.of(), Cause.records("ann", null)))
          .satisfies(
              e ->
                  assertThat(e.problems())
                      .containsExactly(
                          included.toRealPath()
                              + ": error: records of other names would change with what changes"
                              + " here (edit it by hand, then `pharos zone reload example.`)"));
      assertThat(included).hasContent(hosts);
      assertThat(file).hasContent(zone);
    }
    var apart = List.of(comes.getFirst(), add("www.b", 3).getFirst());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> apply(changes, apart, Map.of(), Cause.records("ann", null)))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        included.toRealPath()
                            + ": error: it is included more than once, and would change differently"
                            + " (edit it by hand)"));
    assertThat(included).hasContent(hosts);
    assertThat(apply(changes, add("www", 3), Map.of(), Cause.records("ann", null)).added())
        .containsExactly("www.example. 60 A 192.0.2.3");
    assertThat(included).hasContent(hosts);
  }

  @Test
  void whatWasMadeReadyIsNotKeptThoughABugKeepsAChangeFromTheDisk() throws Exception {
    var zones = new FilesInForce(folder);
    var changes = open(zones);
    disk.breaking = "write";
    assertThatExceptionOfType(InternalError.class).isThrownBy(() -> change(changes, 2));
    assertThat(zones.published).isEmpty();
    assertThat(zones.prepared).isNull();
  }

  @Test
  void aDiskThatFailsChangesNothingAndIsForgottenAfterwards() throws Exception {
    var before = text();
    var zones = new FilesInForce(folder);
    var changes = open(zones);
    for (var call : List.of("write", "append", "rename")) {
      disk.failing = call;
      assertThatExceptionOfType(RefusedException.class)
          .as(call)
          .isThrownBy(() -> change(changes, 2))
          .withMessageContaining("the change cannot be stored");
      assertThat(text()).as(call).isEqualTo(before);
      assertThat(zones.published).as(call).isEmpty();
      assertThat(zones.prepared).as(call).isNull();
      assertThat(changes.history(APEX)).as(call).isEmpty();
      disk.failing = "";
    }
    assertThat(change(changes, 2).serialAfter()).isEqualTo(2);
    try (var files = Files.list(folder.resolve("zones"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aJournalWithACutOrGarbledEndIsReadAndWrittenOn() throws Exception {
    var changes = open();
    change(changes, 2);
    var journal = folder.resolve("state/history/example.journal");
    var line = Files.readString(journal);
    Files.writeString(journal, "garbage\n" + line.substring(0, 40), StandardOpenOption.APPEND);
    change(changes, 3);
    assertThat(changes.history(APEX)).extracting(HistoryEntry::id).containsExactly(1, 2);
  }

  private static final String STEERING =
      """
      [check.web]
      type = "tcp"
      port = 80
      [name.www]
      check = "web"
      """;

  private ServerFolder limited(String monitors) {
    return new ServerFolder(folder)
        .write("pharos.toml", "[limits]\nmonitors = " + monitors + "\n")
        .zone("example.toml", STEERING);
  }

  private void requireTooMany(Change change, FilesInForce zones, int monitors) throws Exception {
    var before = text();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(change::make)
        .withMessageContaining("example.toml: error: ")
        .withMessageContaining(
            "%d monitors would be needed with this zone, and %d are allowed ([limits] monitors)"
                .formatted(monitors + 1, monitors));
    assertThat(text()).isEqualTo(before);
    assertThat(zones.published).isEmpty();
    assertThat(folder.resolve("state/history/example.journal")).doesNotExist();
    try (var files = Files.list(folder.resolve("zones"))) {
      assertThat(files).allMatch(each -> each.toString().matches(".*\\.(zone|toml)"));
    }
  }

  private interface Change {
    ChangeReport make() throws RefusedException;
  }

  @Test
  void aRecordMayBringAsManyMonitorsAsAreAllowed() throws Exception {
    limited("2");
    assertThat(change(open(), 2).added()).hasSize(1);
  }

  @Test
  void aRecordThatWouldNeedOneMonitorMoreIsRefusedAndNothingIsWritten() throws Exception {
    limited("1");
    var zones = new FilesInForce(folder);
    requireTooMany(() -> change(open(zones), 2), zones, 1);
  }

  @Test
  void monitorsThatOtherZonesHaveCountOnce() throws Exception {
    limited("2")
        .zone("other.zone", ServerFolder.APEX + "www A 192.0.2.2\n")
        .zone("other.toml", STEERING);
    var zones = new FilesInForce(folder);
    requireTooMany(() -> change(open(zones), 3), zones, 2);
    assertThat(change(open(zones), 2).added()).hasSize(1);
  }

  @Test
  void aZoneOfManyRecordsIsHeldToTheMonitorsAsWell() throws Exception {
    var many = new StringBuilder(ServerFolder.APEX + "www A 192.0.2.1\n");
    for (var i = 0; i < 10_000; i++) {
      many.append("h").append(i).append(" A 192.0.2.9\n");
    }
    limited("1").zone("example.zone", many.toString());
    var zones = new FilesInForce(folder);
    requireTooMany(() -> change(open(zones), 2), zones, 1);
    var changes = open(zones);
    assertThat(apply(changes, add("h5", 2), Map.of(), Cause.records("ann", null)).added())
        .hasSize(1);
  }

  @Test
  void aSteeringFileThatWouldNeedOneMonitorMoreIsRefused() throws Exception {
    new ServerFolder(folder)
        .write("pharos.toml", "[limits]\nmonitors = 1\n")
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\nwww A 192.0.2.2\n");
    var zones = new FilesInForce(folder);
    var steering = Map.of(folder.resolve("zones/example.toml"), STEERING.getBytes(UTF_8));
    var cause = Cause.records("ann", null);
    requireTooMany(() -> apply(open(zones), List.of(), steering, cause), zones, 1);
    new ServerFolder(folder).write("pharos.toml", "[limits]\nmonitors = 2\n");
    var allowed = new FilesInForce(folder);
    assertThat(apply(open(allowed), List.of(), steering, cause).id()).isEqualTo(1);
  }

  @Test
  void aTextOfAZoneThatWouldNeedOneMonitorMoreIsRefused() throws Exception {
    limited("1");
    var zones = new FilesInForce(folder);
    var text = (text() + "www A 192.0.2.2\n").getBytes(UTF_8);
    var cause = Cause.records("ann", null);
    var changes = open(zones);
    requireTooMany(() -> changes.replace(changes.inForce(APEX), text, cause), zones, 1);
  }

  @Test
  void aNewZoneIsHeldToTheMonitorsOfAll() throws Exception {
    limited("1");
    var zones = new FilesInForce(folder);
    var source = ZoneSource.of(DnsName.parse("other"), folder.resolve("zones/other.zone"));
    var others = Map.of(source.steering(), STEERING.getBytes(UTF_8));
    var cause = new Cause("create", "ann", null, null);
    var more = (ServerFolder.APEX + "www A 192.0.2.2\n").getBytes(UTF_8);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> open(zones).add(source, more, others, cause))
        .withMessageContaining("other.toml: error: 2 monitors would be needed");
    assertThat(source.file()).doesNotExist();
    assertThat(source.steering()).doesNotExist();
    var same = (ServerFolder.APEX + "www A 192.0.2.1\n").getBytes(UTF_8);
    assertThat(open(zones).add(source, same, others, cause).id()).isEqualTo(1);
  }

  @Test
  void warningsOfANewZoneNameItsFile() throws Exception {
    var zones = new FilesInForce(folder);
    var source = ZoneSource.of(DnsName.parse("other"), folder.resolve("zones/other.zone"));
    var text = (ServerFolder.APEX + "www A 192.0.2.1\nwww 61 A 192.0.2.2\n").getBytes(UTF_8);
    var cause = new Cause("create", "ann", null, null);
    assertThat(open(zones).add(source, text, cause).warnings())
        .isNotEmpty()
        .allMatch(each -> each.startsWith(source.file() + ":"));
  }

  @Test
  void aSteeringFileThatWasTakenAwayIsNoChangeByHand() throws Exception {
    new ServerFolder(folder).zone("example.toml", "[name.www]\n");
    var changes = open();
    var none = Map.of(folder.resolve("zones/example.toml"), new byte[0]);
    var cause = Cause.records("ann", null);
    assertThat(apply(changes, List.of(), none, cause).id()).isEqualTo(1);
    assertThat(folder.resolve("zones/example.toml")).doesNotExist();
    assertThat(change(changes, 2).id()).isEqualTo(2);
  }

  @Test
  void aZoneThatNeedsTooManyAlreadyMayChangeWithoutNeedingMore() throws Exception {
    new ServerFolder(folder)
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\nwww A 192.0.2.2\n")
        .zone("example.toml", STEERING);
    var before = new FilesInForce(folder).data();
    limited("1");
    var zones = new FilesInForce(folder, before);
    var last = Rdata.of(new byte[] {(byte) 192, 0, 2, 2});
    var fewer = List.<RecordChange>of(new RecordChange.Delete(DnsName.parse("www", APEX), A, last));
    assertThat(apply(open(zones), fewer, Map.of(), Cause.records("ann", null)).removed())
        .hasSize(1);
  }
}
