package org.pharosdns.zone.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;

class ZoneContentsTest {
  private static final int A = 1;
  private static final int NS = 2;
  private static final int TXT = 16;
  private static final DnsName APEX = DnsName.parse("example.com");

  private final ZoneContentsBuilder builder = new ZoneContentsBuilder(APEX, 0);

  private void add(String owner, int type, int ttlSeconds, int... rdata) {
    var wire = DnsName.parse(owner, APEX).wire();
    var octets = new byte[rdata.length];
    for (var i = 0; i < rdata.length; i++) {
      octets[i] = (byte) rdata[i];
    }
    builder.add(builder.owner(wire, wire.length), type, ttlSeconds, octets, octets.length);
  }

  @Test
  void ownersAreFoundWhateverTheirCase() {
    add("Www", A, 60, 192, 0, 2, 1);
    var contents = builder.build();
    var found = contents.find(DnsName.parse("wWW.EXAMPLE.com"), A);
    assertThat(found).isNotNull();
    assertThat(contents.find(DnsName.parse("www.example.com"), NS)).isNull();
    assertThat(contents.find(DnsName.parse("www.example.org"), A)).isNull();
    assertThat(contents.find(DnsName.parse("com"), A)).isNull();
    assertThat(contents.at(APEX)).isEmpty();
  }

  @Test
  void ownersComeInTheOrderOfTheFileAndTheirTypesAscend() {
    add("b", TXT, 60, 1, 'x');
    add("a", A, 60, 192, 0, 2, 1);
    add("b", A, 60, 192, 0, 2, 2);
    var seen = new ArrayList<String>();
    builder
        .build()
        .forEachOwner(
            sets -> sets.forEach(set -> seen.add(set.owner().relativeTo(APEX) + " " + set.type())));
    assertThat(seen).containsExactly("b 1", "b 16", "a 1");
  }

  @Test
  void recordsKeepTheOrderOfTheFileAndDuplicatesAreDropped() {
    for (var octet : new int[] {3, 1, 2, 1, 3}) {
      add("a", A, 60 + octet, 192, 0, 2, octet);
    }
    var contents = builder.build();
    var set = contents.at(DnsName.parse("a.example.com")).getFirst();
    assertThat(set.rdata())
        .extracting(rdata -> rdata[3])
        .containsExactly((byte) 3, (byte) 1, (byte) 2);
    assertThat(set.ttlSeconds()).isEqualTo(61);
    assertThat(contents.records()).isEqualTo(3);
  }

  @Test
  void duplicatesAmongManyAreDroppedTheSameWay() {
    for (var i = 0; i < 500; i++) {
      add("a", A, 60, 10, 0, i % 100 / 10, i % 10);
    }
    var contents = builder.build();
    assertThat(contents.records()).isEqualTo(100);
    assertThat(contents.at(DnsName.parse("a.example.com")).getFirst().rdata().getFirst())
        .containsExactly(10, 0, 0, 0);
  }

  @Test
  void hundredThousandOwnersAreFoundAgain() {
    for (var i = 0; i < 100_000; i++) {
      add("host" + i, A, 60, 10, i >> 16, i >> 8, i);
    }
    var contents = builder.build();
    assertThat(contents.owners()).isEqualTo(100_000);
    for (var i = 0; i < 100_000; i += 997) {
      assertThat(contents.find(DnsName.parse("host" + i, APEX), A)).isNotNull();
    }
    assertThat(contents.find(DnsName.parse("host100000", APEX), A)).isNull();
  }

  @Test
  void cursorWalksOverAllRecordsWithoutMakingThem() {
    add("@", NS, 60, 0);
    add("a", A, 60, 192, 0, 2, 1);
    add("a", TXT, 30, 1, 'x');
    var at = builder.build().cursor();
    var seen = new ArrayList<String>();
    while (at.nextOwner()) {
      while (at.nextRecord()) {
        seen.add(at.ownerName() + " " + at.atApex() + " " + at.type() + " " + at.rdataOctets());
      }
    }
    assertThat(seen)
        .containsExactly(
            "example.com. true 2 1", "a.example.com. false 1 4", "a.example.com. false 16 2");
  }

  @Test
  void cutsAreFoundAboveAName() {
    add("cut", NS, 60, 0);
    add("deeper.cut", NS, 60, 0);
    add("x.y.deeper.cut", A, 60, 192, 0, 2, 1);
    add("x.cutting", A, 60, 192, 0, 2, 1);
    var contents = builder.build();
    var below = contents.ownerHandle(DnsName.parse("x.y.deeper.cut", APEX));
    var cut = contents.ancestorWith(below, ZoneContents.IS_CUT);
    assertThat(contents.ownerName(cut)).isEqualTo(DnsName.parse("cut", APEX));
    var beside = contents.ownerHandle(DnsName.parse("x.cutting", APEX));
    assertThat(contents.ancestorWith(beside, ZoneContents.IS_CUT)).isZero();
    assertThat(contents.ancestorWith(cut, ZoneContents.IS_CUT)).isZero();
  }

  @Test
  void rootZoneHoldsEveryName() {
    var root = new ZoneContentsBuilder(DnsName.ROOT, 0);
    var wire = DnsName.parse("example.com").wire();
    root.add(root.owner(wire, wire.length), A, 60, new byte[4], 4);
    root.add(root.owner(new byte[1], 1), NS, 60, new byte[1], 1);
    var contents = root.build();
    assertThat(contents.find(DnsName.parse("example.com"), A)).isNotNull();
    assertThat(contents.find(DnsName.ROOT, NS)).isNotNull();
  }

  @Test
  void namesOutsideTheZoneHaveNoHandle() {
    var wire = DnsName.parse("xexample.com").wire();
    assertThat(builder.owner(wire, wire.length)).isZero();
  }
}
