package org.pharosdns.zone.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.FixedHeap;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents.OwnerChange;

/// Large zones stay small: at most 20 octets per name beside the name and its RDATA.
class CompiledZoneMemoryTest {
  private static final int NAMES = 200_000;
  private static final int MAX_OVERHEAD = 20;

  private static final DnsName APEX = DnsName.parse("example.test");

  @Test
  void aNameCostsAtMostTwentyOctetsBesideNameAndRdata() {
    var owners = names();
    var payload = owners.stream().skip(1).mapToLong(set -> set.owner().octets() + 4).sum();
    var zone = CompiledZone.compile(TextZone.contents(APEX, owners), List.of());
    assertThat((zone.octets() - payload) / NAMES).isLessThan(MAX_OVERHEAD);
  }

  @Test
  void aZoneForWhichThereIsNoRoomIsNotCompiled() {
    var heap = FixedHeap.withFree(100 << 20);
    var contents = TextZone.contents(APEX, names(), new HeapRoom(heap));
    heap.fill();
    assertThatExceptionOfType(NoRoomException.class)
        .isThrownBy(() -> CompiledZone.compile(contents, List.of()));
  }

  @Test
  void anEditForWhichThereIsNoRoomIsNotCompiled() {
    var heap = FixedHeap.withFree(100 << 20);
    var before = TextZone.contents(APEX, names(), new HeapRoom(heap));
    var zone = CompiledZone.compile(before, List.of());
    var owner = DnsName.parse("host1", APEX);
    var other = new RRset(owner, RecordType.A, 300, List.of(new byte[] {10, 9, 9, 9}));
    var changes = List.of(new OwnerChange(owner, before.at(owner), List.of(other)));
    var after = before.with(changes, true);
    assertThat(zone.with(after, List.of(), changes)).isNotNull();
    heap.fill();
    assertThatExceptionOfType(NoRoomException.class)
        .isThrownBy(() -> zone.with(after, List.of(), changes));
  }

  /// Returns an apex with an SOA record, and then names with an address each.
  private static List<RRset> names() {
    var soa = DnsName.parse("a.b").wire();
    var rdata = new byte[2 * soa.length + 20];
    System.arraycopy(soa, 0, rdata, 0, soa.length);
    System.arraycopy(soa, 0, rdata, soa.length, soa.length);
    var owners = new ArrayList<RRset>();
    owners.add(new RRset(APEX, RecordType.SOA, 1, List.of(rdata)));
    for (var i = 0; i < NAMES; i++) {
      var name = DnsName.parse("host" + i, APEX);
      var address = new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      owners.add(new RRset(name, RecordType.A, 300, List.of(address)));
    }
    return owners;
  }

  @Test
  void anEmptyNonTerminalCostsAtMostTwentyOctetsHoweverLongItsNameIs() {
    var apex = DnsName.parse("t");
    var owners = new ArrayList<RRset>();
    owners.add(new RRset(apex, RecordType.SOA, 1, List.of(new byte[22])));
    for (var i = 0; i < 1000; i++) {
      var name = DnsName.parse("a.".repeat(120) + "x" + i, apex);
      owners.add(new RRset(name, RecordType.A, 300, List.of(new byte[] {10, 0, 0, 1})));
    }
    var zone = CompiledZone.compile(TextZone.contents(apex, owners), List.of());
    assertThat(zone.octets()).isLessThan(1000L * (300 + 120 * MAX_OVERHEAD));
  }
}
