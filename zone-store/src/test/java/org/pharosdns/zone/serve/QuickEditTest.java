package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.edit.Landmarks;
import org.pharosdns.zone.edit.QuickEdit;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.edit.UneditableException;
import org.pharosdns.zone.edit.ZoneEditor;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ZoneContents;

/// An edit that reads only a few lines of a zone comes to the same text, the same records and the
/// same answers as one that reads all of it.
class QuickEditTest {
  private static final DnsName APEX = DnsName.parse(TestServer.ORIGIN);
  private static final List<String> OWNERS =
      List.of("a", "b", "a.b", "@", "new", "x.new", "mail", "deep.b", "*", "sub", "y.sub");

  private static final String DEEP = "a.".repeat(115);

  /// A mebibyte of memory for a zone.
  private static final LoadLimits TIGHT = new LoadLimits(128 << 10, 500, 2, 5, 4, 3);

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("example.test.zone");
  }

  private ZoneContents load(String text) throws IOException {
    Files.writeString(file(), text, StandardCharsets.ISO_8859_1);
    var result = ZoneLoader.load(file(), APEX, LoadLimits.DEFAULTS);
    assertThat(result.contents()).as("%s%n%s", text, result.problems()).isNotNull();
    return Objects.requireNonNull(result.contents());
  }

  private ZoneEditor editor() {
    return new ZoneEditor(file(), APEX, LoadLimits.DEFAULTS, Map.of());
  }

  private static long next(long serial) {
    return serial + 1;
  }

  @Test
  void comesToTheSameAsAnEditOfTheWholeZone() throws Exception {
    var random = new SplittableRandom(15);
    var quick = 0;
    for (var round = 0; round < 2000; round++) {
      var text = randomZone(random);
      var contents = load(text);
      var changes = randomChanges(random);
      var landmarks = Objects.requireNonNull(Landmarks.of(contents));
      var edit = QuickEdit.of(editor(), contents, landmarks, changes, QuickEditTest::next);
      if (edit != null) {
        quick++;
        requireSame(text, contents, changes, edit);
      }
    }
    assertThat(quick).isGreaterThan(500);
  }

  /// So many names take about a mebibyte of memory, and little text.
  private static String deepNames(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "x" + i + " A 10.0.0.1\n")
        .collect(
            Collectors.joining(
                "",
                "$TTL 500\n@ SOA ns1 host 7 1 1 1 1\n NS ns1\nns1 A 192.0.2.53\n$ORIGIN "
                    + DEEP
                    + TestServer.ORIGIN
                    + "\n",
                ""));
  }

  private boolean loads(String text) throws IOException {
    Files.writeString(file(), text, StandardCharsets.ISO_8859_1);
    return ZoneLoader.load(file(), APEX, TIGHT).problems().stream().noneMatch(Problem::isError);
  }

  /// Returns how many of those names a zone may have.
  private int mostDeepNames() throws IOException {
    var most = 3000;
    while (loads(deepNames(most + 1))) {
      most++;
    }
    return most;
  }

  private static List<RecordChange> newDeepName(int i) {
    var owner = DnsName.parse("new" + i + "." + DEEP + TestServer.ORIGIN);
    var address = Rdata.of(new byte[] {10, 0, 0, 2});
    return List.of(new RecordChange.Add(owner, RecordType.A, 60, address));
  }

  @Test
  void anEditMayNotMakeAZoneTakeMoreMemoryThanItMay() throws Exception {
    var most = mostDeepNames();
    var editor = new ZoneEditor(file(), APEX, TIGHT, Map.of());
    var full = load(deepNames(most));
    var landmarks = Objects.requireNonNull(Landmarks.of(full));
    assertThat(QuickEdit.of(editor, full, landmarks, newDeepName(1), QuickEditTest::next)).isNull();
    var contents = load(deepNames(most - 30));
    var known = Objects.requireNonNull(Landmarks.of(contents));
    var edits = 0;
    var edit = QuickEdit.of(editor, contents, known, newDeepName(0), QuickEditTest::next);
    while (edit != null) {
      edits++;
      var text =
          new String(edit.edit().drafts().get(file().toRealPath()), StandardCharsets.ISO_8859_1);
      assertThat(loads(text)).isTrue();
      contents = contents.with(edit.owners(), true);
      known = edit.landmarks();
      edit = QuickEdit.of(editor, contents, known, newDeepName(edits), QuickEditTest::next);
    }
    assertThat(edits).isBetween(1, 30);
  }

  private void requireSame(
      String text, ZoneContents contents, List<RecordChange> changes, QuickEdit edit)
      throws IOException, UneditableException {
    var full = editor().edit(contents, changes, QuickEditTest::next);
    assertThat(texts(edit.edit().drafts()))
        .as("%s%n%s", text, changes)
        .isEqualTo(texts(full.drafts()));
    if (full.isEmpty()) {
      return;
    }
    var after = full.drafts().get(file().toRealPath());
    var loaded = load(new String(Objects.requireNonNull(after), StandardCharsets.ISO_8859_1));
    var made = contents.with(edit.owners(), true);
    assertThat(made.find(APEX, RecordType.SOA)).isNotNull();
    assertThat(made).as("%s%n%s", text, changes).isEqualTo(loaded);
    assertThat(contents.changesSince(contents)).isNull();
    requireSameAnswers(text, contents, edit, loaded);
  }

  private static void requireSameAnswers(
      String text, ZoneContents contents, QuickEdit edit, ZoneContents loaded) {
    var compiled =
        CompiledZone.compile(contents, List.of())
            .with(contents.with(edit.owners(), true), List.of(), edit.owners());
    if (compiled == null) {
      assertThat(edit.owners()).anyMatch(change -> change.after().isEmpty());
      return;
    }
    var one = new TestServer().zone(compiled);
    var other = new TestServer().zone(CompiledZone.compile(loaded, List.of()));
    for (var owner : OWNERS) {
      for (var type : List.of("A", "TXT", "MX", "CNAME", "NS", "SOA")) {
        var question = (owner.equals("@") ? TestServer.ORIGIN : owner) + " " + type;
        assertThat(one.ask(question)).as("%s of %s", question, text).isEqualTo(other.ask(question));
      }
    }
  }

  private static Map<Path, String> texts(Map<Path, byte[]> drafts) {
    var texts = new TreeMap<Path, String>();
    drafts.forEach(
        (path, octets) -> texts.put(path, new String(octets, StandardCharsets.ISO_8859_1)));
    return texts;
  }

  /// A zone of a few owners in every style, with what makes one name matter to another.
  private static String randomZone(SplittableRandom random) {
    var text = new StringBuilder(random.nextInt(8) == 0 ? "" : "$TTL 500\n");
    text.append("@ 100 IN SOA ns1 host 7 1 1 1 1\n\tNS ns1\nns1 A 192.0.2.53\n");
    text.append(random.nextInt(3) == 0 ? "@ MX 10 mail\nmail A 192.0.2.9\n" : "");
    text.append(random.nextInt(4) == 0 ? "sub NS ns.sub\nns.sub A 192.0.2.8\n" : "");
    for (var i = 0; i < random.nextInt(14); i++) {
      var owner = List.of("a", "b", "a.b", "@", "", "", "\\065", "c", "d").get(random.nextInt(9));
      var ttl = List.of("", "", "60 ", "90 ", "IN ", "60 IN ").get(random.nextInt(6));
      var data =
          List.of("A 192.0.2.1", "A 192.0.2.2", "A ( 192.0.2.3 ; c\n )", "TXT \"t ; (\"", "TXT u")
              .get(random.nextInt(5));
      text.append(owner)
          .append(random.nextBoolean() ? "\t" : "   ")
          .append(ttl)
          .append(data)
          .append(List.of("", " ; comment ( \"", "  ").get(random.nextInt(3)))
          .append(random.nextInt(5) == 0 ? "\r\n" : "\n");
      switch (random.nextInt(14)) {
        case 0 -> text.append("$ORIGIN b.example.test.\n");
        case 1 -> text.append("$ORIGIN example.test.\n");
        case 2 -> text.append("; a line of its own\n \t\n\n");
        case 3 -> text.append("$TTL 700\n");
        default -> {}
      }
    }
    return random.nextBoolean() ? text.toString().stripTrailing() : text.toString();
  }

  private static List<RecordChange> randomChanges(SplittableRandom random) {
    var changes = new ArrayList<RecordChange>();
    for (var i = 0; i <= random.nextInt(3); i++) {
      var name = OWNERS.get(random.nextInt(OWNERS.size()));
      var owner = DnsName.parse(name, APEX);
      var type = random.nextInt(3) == 0 ? RecordType.TXT : RecordType.A;
      var data =
          rdata(type, type == RecordType.A ? "192.0.2." + (1 + random.nextInt(4)) : "\"t ; (\"");
      var ttl = random.nextBoolean() ? RecordChange.TTL_OF_FILE : 40 + random.nextInt(3);
      changes.add(
          switch (random.nextInt(5)) {
            case 0 -> new RecordChange.DeleteRRset(owner, type);
            case 1 -> new RecordChange.Delete(owner, type, data);
            default -> new RecordChange.Add(owner, type, ttl, data);
          });
    }
    return changes;
  }

  private static Rdata rdata(int type, String text) {
    try {
      return Rdata.of(RdataText.read(type, text, APEX));
    } catch (RdataText.BadRdataException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
