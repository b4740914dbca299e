package org.pharosdns.zone.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;

/// Large zones stay small: at most 20 octets per name beside the name and its RDATA.
class CompiledZoneMemoryTest {
  private static final int NAMES = 200_000;
  private static final int MAX_OVERHEAD = 20;

  @Test
  void aNameCostsAtMostTwentyOctetsBesideNameAndRdata() {
    var apex = DnsName.parse("example.test");
    var soa = DnsName.parse("a.b").wire();
    var rdata = new byte[2 * soa.length + 20];
    System.arraycopy(soa, 0, rdata, 0, soa.length);
    System.arraycopy(soa, 0, rdata, soa.length, soa.length);
    var owners = new ArrayList<RRset>();
    owners.add(new RRset(apex, RecordType.SOA, 1, List.of(rdata)));
    var payload = 0L;
    for (var i = 0; i < NAMES; i++) {
      var name = DnsName.parse("host" + i, apex);
      var address = new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      owners.add(new RRset(name, RecordType.A, 300, List.of(address)));
      payload += name.octets() + address.length;
    }
    var zone = CompiledZone.compile(TextZone.contents(apex, owners), List.of());
    assertThat((zone.octets() - payload) / NAMES).isLessThan(MAX_OVERHEAD);
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
