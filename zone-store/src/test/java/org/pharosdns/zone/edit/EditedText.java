package org.pharosdns.zone.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ZoneContents;

/// The zone `example.com` in a folder, edited as a test says.
record EditedText(Path folder) {
  static final DnsName APEX = DnsName.parse("example.com");

  static final String HEAD =
      """
      $TTL 3600
      @ IN SOA ns1 host 7 3600 600 86400 300 ; serial
      @ IN NS ns1
      ns1 IN A 192.0.2.53
      """;

  private Path file() {
    return folder.resolve("example.com.zone");
  }

  EditedText write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EditedText zone(String text) {
    return write("example.com.zone", text);
  }

  ZoneContents contents() {
    var result = ZoneLoader.load(file(), APEX, LoadLimits.DEFAULTS);
    assertThat(result.contents()).as(String.valueOf(result.problems())).isNotNull();
    return Objects.requireNonNull(result.contents());
  }

  /// Edits the files and returns what the zone file holds then.
  String after(RecordChange... changes) throws UneditableException {
    var edit =
        new ZoneEditor(file(), APEX, LoadLimits.DEFAULTS, Map.of())
            .edit(contents(), List.of(changes), serial -> serial + 1);
    save(edit.drafts());
    return read("example.com.zone");
  }

  private static void save(Map<Path, byte[]> drafts) {
    drafts.forEach(
        (path, octets) -> {
          try {
            Files.write(path, octets);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns every record as `www 60 A 192.0.2.1`, sorted.
  List<String> records() {
    return records(contents());
  }

  static List<String> records(ZoneContents contents) {
    var records = new ArrayList<String>();
    contents.forEachOwner(
        sets ->
            sets.forEach(
                set ->
                    set.rdata()
                        .forEach(
                            rdata ->
                                records.add(
                                    line(
                                        new RRsetKey(set.owner(), set.type()),
                                        set.ttlSeconds(),
                                        rdata)))));
    records.sort(null);
    return records;
  }

  /// Returns a record as `www 60 A 192.0.2.1`, its owner in lower case.
  static String line(RRsetKey key, int ttl, byte[] rdata) {
    return "%s %d %s %s"
        .formatted(
            key.owner().relativeTo(APEX).toLowerCase(Locale.ROOT),
            ttl,
            RecordType.mnemonic(key.type()),
            RdataText.print(key.type(), rdata, APEX));
  }

  static RecordChange add(String owner, String type, String data) {
    return add(owner, RecordChange.TTL_OF_FILE, type, data);
  }

  static RecordChange add(String owner, int ttl, String type, String data) {
    var number = RecordType.parse(type);
    return new RecordChange.Add(DnsName.parse(owner, APEX), number, ttl, rdata(number, data));
  }

  static RecordChange delete(String owner, String type, String data) {
    var number = RecordType.parse(type);
    return new RecordChange.Delete(DnsName.parse(owner, APEX), number, rdata(number, data));
  }

  static RecordChange deleteAll(String owner, String type) {
    return new RecordChange.DeleteRRset(DnsName.parse(owner, APEX), RecordType.parse(type));
  }

  static Rdata rdata(int type, String text) {
    try {
      return Rdata.of(RdataText.read(type, text, APEX));
    } catch (RdataText.BadRdataException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
