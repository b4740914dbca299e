package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// A zone `example.com` that was loaded from text, and what a test may ask about it.
final class LoadedText {
  /// What every zone needs; records of a test follow on line 5.
  static final String HEAD =
      """
      $TTL 3600
      @ IN SOA ns1 host 2026010101 3600 600 86400 300
      @ IN NS ns1
      ns1 IN A 192.0.2.53
      """;

  private final ZoneLoader.Result result;
  private final Path file;

  private LoadedText(ZoneLoader.Result result, Path file) {
    this.result = result;
    this.file = file;
  }

  /// Loads the head and the given lines.
  static LoadedText zone(String lines) {
    return whole(HEAD + lines, LoadLimits.DEFAULTS);
  }

  static LoadedText zone(String lines, LoadLimits limits) {
    return whole(HEAD + lines, limits);
  }

  /// Loads text without adding anything.
  static LoadedText whole(String text, LoadLimits limits) {
    return octets(text.getBytes(StandardCharsets.UTF_8), limits);
  }

  static LoadedText octets(byte[] text, LoadLimits limits) {
    try {
      var file = Files.createTempFile("example.com", ".zone");
      try {
        Files.write(file, text);
        return file(file, limits);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoadedText file(Path file, LoadLimits limits) {
    return new LoadedText(ZoneLoader.load(file, DnsName.parse("example.com"), limits), file);
  }

  ZoneContents contents() {
    assertThat(problems()).isEmpty();
    return zoneWhateverTheWarnings();
  }

  ZoneContents zoneWhateverTheWarnings() {
    var contents = result.contents();
    assertThat(contents).as(String.join("\n", problems())).isNotNull();
    return Objects.requireNonNull(contents);
  }

  boolean refused() {
    return result.contents() == null;
  }

  List<Problem> rawProblems() {
    return result.problems();
  }

  /// Returns `line:column: severity: message` of each problem; the file name left out.
  List<String> problems() {
    var problems = new ArrayList<String>();
    for (var problem : result.problems()) {
      var text = problem.format().lines().findFirst().orElseThrow();
      problems.add(text.replace(file.toString() + ":", "").strip());
    }
    return problems;
  }

  /// Returns all records but those of the head, as `www 60 A 192.0.2.1`, in the order of the file.
  List<String> records() {
    var records = new ArrayList<String>();
    zoneWhateverTheWarnings()
        .forEachOwner(
            sets -> {
              for (var set : sets) {
                for (var rdata : set.rdata()) {
                  var record = Record.newRecord(Name.root, set.type(), DClass.IN, 0, rdata);
                  assertThat(record).as(set.type() + HexFormat.of().formatHex(rdata)).isNotNull();
                  records.add(
                      set.owner().relativeTo(DnsName.parse("example.com"))
                          + " "
                          + set.ttlSeconds()
                          + " "
                          + RecordType.mnemonic(set.type())
                          + " "
                          + record.rdataToString());
                }
              }
            });
    return records.subList(Math.min(3, records.size()), records.size());
  }

  /// Returns the RDATA of the only record at `x`, in hexadecimal.
  String rdata() {
    var sets = zoneWhateverTheWarnings().at(DnsName.parse("x.example.com"));
    assertThat(sets).hasSize(1);
    return HexFormat.of().formatHex(sets.getFirst().rdata().getFirst());
  }
}
