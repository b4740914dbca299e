package org.pharosdns.zone.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.edit.EditedText.APEX;
import static org.pharosdns.zone.edit.EditedText.rdata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ZoneContents;

/// What holds for every edit of every file.
class EditPropertyTest {
  private static final int A = 1;
  private static final int TXT = 16;

  @TempDir private Path folder = Path.of("");

  private static List<Path> corpus() throws IOException, URISyntaxException {
    var table = Objects.requireNonNull(ZoneLoader.class.getResource("zones/verdicts.tsv"));
    var good = Objects.requireNonNull(Path.of(table.toURI()).getParent()).resolve("good");
    try (var files = Files.list(good)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static ZoneLoader.Result load(Path file) {
    return ZoneLoader.load(file, APEX, LoadLimits.DEFAULTS);
  }

  private static byte[] edited(Path file, ZoneContents contents, List<RecordChange> changes)
      throws UneditableException {
    var editor = new ZoneEditor(file, APEX, LoadLimits.DEFAULTS, Map.of());
    for (var draft : editor.edit(contents, changes, serial -> serial).drafts().entrySet()) {
      try {
        Files.write(draft.getKey(), draft.getValue());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRecordThatComesAndGoesLeavesEveryOctetAsItWas() throws Exception {
    var file = folder.resolve("example.com.zone");
    var tried = 0;
    for (var source : corpus()) {
      copyAll(Objects.requireNonNull(source.getParent()));
      var before = Files.readAllBytes(source);
      Files.write(file, before);
      var contents = load(file).contents();
      if (contents != null) {
        tried++;
        var fresh =
            new RecordChange.Add(DnsName.parse("new.owner", APEX), TXT, 7, rdata(TXT, "\"x\""));
        var more = new RecordChange.Add(APEX, TXT, RecordChange.TTL_OF_FILE, rdata(TXT, "\"y\""));
        edited(file, contents, List.of(fresh));
        if (load(file).contents() == null) {
          continue; // below a DNAME at the apex nothing can stand
        }
        edited(file, Objects.requireNonNull(load(file).contents()), List.of(more));
        var both = Objects.requireNonNull(load(file).contents());
        var after =
            edited(
                file,
                both,
                List.of(
                    new RecordChange.DeleteRRset(fresh.owner(), TXT),
                    new RecordChange.Delete(APEX, TXT, more.rdata())));
        assertThat(new String(after, StandardCharsets.ISO_8859_1))
            .as(source.toString())
            .isIn(withAndWithoutFinalNewline(before));
      }
    }
    assertThat(tried).isGreaterThan(20);
  }

  /// A line that comes after the last one must begin on a line of its own.
  private static List<String> withAndWithoutFinalNewline(byte[] file) {
    var text = new String(file, StandardCharsets.ISO_8859_1);
    return text.endsWith("\n") ? List.of(text) : List.of(text, text + "\n", text + "\r\n");
  }

  private void copyAll(Path from) throws IOException {
    try (var files = Files.list(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
  }

  @Test
  void theRecordsAfterAnEditAreThoseBeforeWithTheChangesMade() throws Exception {
    var random = new SplittableRandom(8);
    var file = folder.resolve("example.com.zone");
    for (var round = 0; round < 1500; round++) {
      Files.writeString(file, randomZone(random), StandardCharsets.ISO_8859_1);
      var result = load(file);
      var contents = result.contents();
      assertThat(contents).as(String.valueOf(result.problems())).isNotNull();
      var changes = randomChanges(random);
      var text = Files.readString(file, StandardCharsets.ISO_8859_1);
      var expected = expected(Objects.requireNonNull(contents), changes);
      edited(file, Objects.requireNonNull(contents), changes);
      var after = load(file);
      assertThat(after.contents())
          .as("%s\n%s\n%s\n%s", text, changes, Files.readString(file), after.problems())
          .isNotNull();
      assertThat(records(Objects.requireNonNull(after.contents())))
          .as("%s\n%s\n%s", text, changes, Files.readString(file))
          .isEqualTo(expected);
    }
  }

  /// A zone of a few owners in every style: owners and TTLs left out, `$ORIGIN`, parentheses.
  private static String randomZone(SplittableRandom random) {
    var text = new StringBuilder(random.nextBoolean() ? "$TTL 500\n" : "");
    text.append("@ 100 IN SOA ns1 host 7 1 1 1 1\n\tNS ns1\nns1 A 192.0.2.53\n");
    for (var i = 0; i < random.nextInt(12); i++) {
      var owner = List.of("a", "b", "a.b", "@", "", "", "\\065").get(random.nextInt(7));
      var ttl = List.of("", "", "60 ", "90 ", "IN ", "60 IN ").get(random.nextInt(6));
      var data =
          List.of("A 192.0.2.1", "A 192.0.2.2", "A ( 192.0.2.3 ; c\n )", "TXT \"t ; (\"", "TXT u")
              .get(random.nextInt(5));
      text.append(owner)
          .append(random.nextBoolean() ? "\t" : "   ")
          .append(ttl)
          .append(data)
          .append(List.of("", " ; comment", "  ").get(random.nextInt(3)))
          .append(random.nextInt(5) == 0 ? "\r\n" : "\n");
      switch (random.nextInt(12)) {
        case 0 -> text.append("$ORIGIN b.example.com.\n");
        case 1 -> text.append("$ORIGIN example.com.\n");
        case 2 -> text.append("; a line of its own\n\n");
        case 3 -> text.append("$TTL 700\n");
        default -> {}
      }
    }
    return random.nextBoolean() ? text.toString().stripTrailing() : text.toString();
  }

  private static List<RecordChange> randomChanges(SplittableRandom random) {
    var changes = new ArrayList<RecordChange>();
    for (var i = 0; i <= random.nextInt(4); i++) {
      var owner = DnsName.parse(List.of("a", "b", "a.b", "@", "new").get(random.nextInt(5)), APEX);
      var type = random.nextInt(3) == 0 ? TXT : A;
      var data = type == A ? "192.0.2." + (1 + random.nextInt(4)) : "\"t ; (\"";
      changes.add(
          switch (random.nextInt(4)) {
            case 0 -> new RecordChange.DeleteRRset(owner, type);
            case 1 -> new RecordChange.Delete(owner, type, rdata(type, data));
            default -> new RecordChange.Add(owner, type, 40 + random.nextInt(3), rdata(type, data));
          });
    }
    return changes;
  }

  /// Makes the changes to a plain list of records.
  private static List<String> expected(ZoneContents contents, List<RecordChange> changes) {
    var sets = new HashMap<RRsetKey, Map.Entry<Integer, List<byte[]>>>();
    contents.forEachOwner(
        all ->
            all.forEach(
                set ->
                    sets.put(
                        new RRsetKey(set.owner(), set.type()),
                        Map.entry(set.ttlSeconds(), new ArrayList<>(set.rdata())))));
    for (var change : changes) {
      var key = new RRsetKey(change.owner(), change.type());
      var now = sets.getOrDefault(key, Map.entry(0, new ArrayList<>()));
      switch (change) {
        case RecordChange.DeleteRRset any -> now.getValue().clear();
        case RecordChange.Delete one ->
            now.getValue()
                .removeIf(each -> RdataOrder.isSame(one.type(), each, one.rdata().octets()));
        case RecordChange.Add add -> {
          now.getValue()
              .removeIf(each -> RdataOrder.isSame(add.type(), each, add.rdata().octets()));
          now.getValue().add(add.rdata().octets());
          now = Map.entry(add.ttlSeconds(), now.getValue());
        }
      }
      sets.put(key, now);
    }
    var records = new ArrayList<String>();
    sets.forEach(
        (key, set) ->
            set.getValue()
                .forEach(rdata -> records.add(EditedText.line(key, set.getKey(), rdata))));
    records.sort(null);
    return records;
  }

  private static List<String> records(ZoneContents contents) {
    return EditedText.records(contents);
  }
}
