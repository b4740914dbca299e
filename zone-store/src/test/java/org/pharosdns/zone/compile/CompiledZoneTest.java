package org.pharosdns.zone.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.Resolution.Kind;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents.OwnerChange;

/// What a lookup in one zone ends in, and what is no zone.
class CompiledZoneTest {
  private static final String SOA = "@ SOA ns host 1 2 3 4 5\n";

  private static CompiledZone zone(String lines) {
    return TextZone.compile("example.test", SOA + lines, List.of());
  }

  private static Kind kind(CompiledZone zone, String name, int type) {
    var resolution = new Resolution();
    zone.resolve(new HashedName().set(DnsName.parse(name, zone.apex())), type, resolution);
    return resolution.kind();
  }

  @Test
  void aLookupEndsInOneOfSixWays() {
    var zone = zone("www A 192.0.2.1\nalias CNAME www\nd DNAME www\nsub NS www\n");
    assertThat(kind(zone, "www", 1)).isEqualTo(Kind.FOUND);
    assertThat(kind(zone, "www", 28)).isEqualTo(Kind.NODATA);
    assertThat(kind(zone, "nx", 1)).isEqualTo(Kind.NXDOMAIN);
    assertThat(kind(zone, "alias", 1)).isEqualTo(Kind.CNAME);
    assertThat(kind(zone, "x.d", 1)).isEqualTo(Kind.DNAME);
    assertThat(kind(zone, "x.sub", 1)).isEqualTo(Kind.REFERRAL);
  }

  @Test
  void aNameOf127LabelsIsFoundAndItsAncestorsExist() {
    var lines = SOA + "a.".repeat(126) + "t. A 192.0.2.1\n";
    var zone = TextZone.compile("t.", lines, List.of());
    var resolution = new Resolution();
    zone.resolve(new HashedName().set(DnsName.parse("a.".repeat(126) + "t.")), 1, resolution);
    assertThat(resolution.kind()).isEqualTo(Kind.FOUND);
    zone.resolve(new HashedName().set(DnsName.parse("a.".repeat(60) + "t.")), 1, resolution);
    assertThat(resolution.kind()).isEqualTo(Kind.NODATA);
    zone.resolve(new HashedName().set(DnsName.parse("b.".repeat(60) + "t.")), 1, resolution);
    assertThat(resolution.kind()).isEqualTo(Kind.NXDOMAIN);
  }

  /// What it laid down behind the zone in force is no part of any.
  @Test
  void anEditThatIsGivenUpLeavesNothingToTheNextOne() {
    var apex = DnsName.parse("t");
    var soa = new RRset(apex, RecordType.SOA, 300, List.of(new byte[22]));
    var steered = new RRset(apex, RecordType.A, 300, List.of(new byte[] {10, 0, 0, 1}));
    var name = DnsName.parse("x", apex);
    var first = List.of(new RRset(name, RecordType.A, 300, List.of(new byte[] {10, 0, 0, 2})));
    var filled = new byte[600];
    Arrays.fill(filled, (byte) 0xff);
    var large = List.of(new RRset(name, 65280, 300, List.of(filled)));
    var small = List.of(new RRset(name, RecordType.A, 300, List.of(new byte[] {10, 0, 0, 3})));
    var atApex = new OwnerChange(apex, List.of(steered, soa), List.of(steered, soa));
    var contents =
        TextZone.contents(apex, List.of(steered, soa, first.getFirst()))
            .with(List.of(new OwnerChange(name, first, small)), true);
    var zone =
        Objects.requireNonNull(
            CompiledZone.compile(contents, List.of(steered.key()))
                .with(contents, List.of(steered.key()), List.of(atApex)));
    for (var after : List.of(large, small)) {
      var changes = List.of(new OwnerChange(name, small, after), atApex);
      var next =
          Objects.requireNonNull(
              zone.with(contents.with(changes, true), List.of(steered.key()), changes));
      assertThat(kind(next, "t.", RecordType.SOA)).isEqualTo(Kind.FOUND);
      assertThat(kind(next, "t.", RecordType.A)).isEqualTo(Kind.FOUND);
    }
  }

  @Test
  void anEmptyNonTerminalThatGetsRecordsAnswersWithThem() {
    var apex = DnsName.parse("t");
    var address = List.of(new byte[] {10, 0, 0, 1});
    var deep = new RRset(DnsName.parse("a.b.c", apex), RecordType.A, 300, address);
    var between = new RRset(DnsName.parse("b.c", apex), RecordType.A, 300, address);
    var soa = new RRset(apex, RecordType.SOA, 300, List.of(new byte[22]));
    var before = TextZone.contents(apex, List.of(soa, deep));
    var change = new OwnerChange(between.owner(), List.of(), List.of(between));
    var after = before.with(List.of(change), true);
    var first = CompiledZone.compile(before, List.of());
    var second = Objects.requireNonNull(first.with(after, List.of(), List.of(change)));
    assertThat(kind(first, "b.c", 1)).isEqualTo(Kind.NODATA);
    for (var name : List.of("a.b.c", "b.c")) {
      assertThat(kind(second, name, 1)).isEqualTo(Kind.FOUND);
    }
    assertThat(kind(second, "c", 1)).isEqualTo(Kind.NODATA);
    assertThat(kind(second, "b", 1)).isEqualTo(Kind.NXDOMAIN);
  }

  @Test
  void everyOctetValueMayStandInALabel() {
    for (var octet = 0; octet < 256; octet++) {
      var label = "x\\%03dy".formatted(octet);
      assertThat(kind(zone(label + " A 192.0.2.1\n"), label, 1)).isEqualTo(Kind.FOUND);
    }
  }

  @Test
  void dotsInsideLabelsSeparateNothing() {
    var zone = zone("a\\.b A 192.0.2.1\n");
    assertThat(kind(zone, "a\\.b", 1)).isEqualTo(Kind.FOUND);
    assertThat(kind(zone, "a.b", 1)).isEqualTo(Kind.NXDOMAIN);
    assertThat(kind(zone, "b", 1)).isEqualTo(Kind.NXDOMAIN);
  }

  @Test
  void aZoneNeedsASoa() {
    assertThatThrownBy(() -> TextZone.compile("test", "www A 192.0.2.1\n", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("zone test. has no SOA record");
  }
}
