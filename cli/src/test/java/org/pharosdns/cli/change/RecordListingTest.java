package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.control.Body;
import org.pharosdns.cli.control.ZonesApi.ZoneRecord;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// Lists of records, which may be as long as a zone is large.
class RecordListingTest {
  private static final DnsName APEX = DnsName.parse("example.test");
  private static final int OWNERS = 100_000;
  private static final int MEBIBYTE = 1 << 20;

  private static ZoneContents zone(int owners) {
    var builder = new ZoneContentsBuilder(APEX, 0);
    builder.add(List.of(new RRset(APEX, RecordType.SOA, 60, List.of(new byte[22]))));
    for (var i = 0; i < owners; i++) {
      var owner = DnsName.parse("h" + i, APEX);
      builder.add(
          List.of(
              new RRset(owner, RecordType.A, 300, List.of(new byte[] {10, 0, 0, 1}, new byte[4])),
              new RRset(owner, RecordType.TXT, 60, List.of(new byte[] {1, 'x'}))));
    }
    return builder.build();
  }

  @Test
  void recordsComeInTheOrderOfTheFileAndAsOftenAsWanted() {
    var listing = RecordListing.of(zone(2), RecordType.A);
    for (var time = 0; time < 2; time++) {
      assertThat(listing)
          .containsExactly(
              new ZoneRecord("h0.example.test.", 300, "A", "10.0.0.1"),
              new ZoneRecord("h0.example.test.", 300, "A", "0.0.0.0"),
              new ZoneRecord("h1.example.test.", 300, "A", "10.0.0.1"),
              new ZoneRecord("h1.example.test.", 300, "A", "0.0.0.0"));
    }
    assertThat(RecordListing.of(zone(2), null)).hasSize(7);
  }

  @Test
  void theRecordsOfALargeZoneAreNeverThereAllAtOnce() {
    var contents = zone(OWNERS);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThat(RecordListing.of(zone(2), null)).isNotEmpty();
    var before = threads.getCurrentThreadAllocatedBytes();
    assertThat(RecordListing.of(contents, null).iterator().next().type()).isEqualTo("SOA");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEBIBYTE);
  }

  /// Whoever takes the list is written to long before its end.
  @Test
  void aListIsWrittenInPieces() throws Exception {
    var body = Body.json(RecordListing.of(zone(OWNERS), null));
    var out = new Longest();
    body.writeTo(out);
    assertThat(out.octets).isEqualTo(body.octets()).isGreaterThan(10 * MEBIBYTE);
    assertThat(out.longest).isLessThan(64 << 10);
  }

  /// Remembers how much was written at once at most.
  private static final class Longest extends OutputStream {
    private long octets;
    private int longest;

    @Override
    public void write(int octet) {
      octets++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      octets += length;
      longest = Math.max(longest, length);
    }
  }
}
