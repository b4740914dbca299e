package org.pharosdns.cli.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.RdataText;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/// Writes the records of a transfer as lines of a master file, relative to the zone. Takes only
/// what belongs there: records of the zone, of class IN, from one SOA to the same one again.
final class IncomingZone implements ZoneTransferIn.ZoneTransferHandler {
  /// Octets of type, class, TTL and RDLENGTH.
  private static final int FIXED_OCTETS = 10;

  private static final int MOST_LINE_OCTETS = LoadLimits.DEFAULTS.lineOctets();

  private final DnsName apex;
  private final Writer out;
  private final long mostOctets;
  private final LongConsumer progress;
  private byte @Nullable [] soa;
  private boolean whole;
  private long records;
  private long octets;

  /// @param mostOctets the text may have; a transfer that goes on is given up
  /// @param progress told the number of records so far
  IncomingZone(DnsName apex, Writer out, long mostOctets, LongConsumer progress) {
    this.apex = apex;
    this.out = out;
    this.mostOctets = mostOctets;
    this.progress = progress;
  }

  @Override
  public void startAXFR() {}

  @Override
  public void startIXFR() throws ZoneTransferException {
    throw new ZoneTransferException("changes came where the whole zone was asked for");
  }

  @Override
  public void startIXFRDeletes(Record record) throws ZoneTransferException {
    startIXFR();
  }

  @Override
  public void startIXFRAdds(Record record) throws ZoneTransferException {
    startIXFR();
  }

  @Override
  public void handleRecord(Record record) throws ZoneTransferException {
    var wire = record.toWire(Section.ANSWER);
    var owner = DnsName.ofWire(wire, 0);
    var rdata = Arrays.copyOfRange(wire, owner.octets() + FIXED_OCTETS, wire.length);
    if (!owner.isAtOrBelow(apex)) {
      throw new ZoneTransferException(owner + " is not in the zone");
    }
    if (record.getDClass() != DClass.IN) {
      throw new ZoneTransferException(owner + " has a record of another class");
    }
    if (record.getType() == RecordType.SOA && soa != null) {
      end(rdata);
      return;
    }
    if (record.getType() == RecordType.SOA) {
      soa = rdata;
    }
    write(owner, record, rdata);
    progress.accept(++records);
  }

  private void end(byte[] rdata) throws ZoneTransferException {
    if (!Arrays.equals(soa, rdata)) {
      throw new ZoneTransferException("the zone changed while it was transferred: try again");
    }
    whole = true;
  }

  private void write(DnsName owner, Record record, byte[] rdata) throws ZoneTransferException {
    var type = record.getType();
    var line = line(owner, record, RdataText.print(type, rdata, apex));
    if (line.length() > MOST_LINE_OCTETS) {
      line =
          line(
              owner,
              record,
              RdataText.printFolded(type, rdata, apex, MOST_LINE_OCTETS, System.lineSeparator()));
    }
    octets += line.length();
    if (octets > mostOctets) {
      throw new ZoneTransferException("the zone has more than " + mostOctets + " octets of text");
    }
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(DnsName owner, Record record, String data) {
    return "%-23s %-7d %-7s %s%n"
        .formatted(
            owner.relativeTo(apex),
            Math.min(record.getTTL(), Integer.MAX_VALUE),
            RecordType.mnemonic(record.getType()),
            data);
  }

  /// Whether the SOA came a second time, which ends a transfer.
  boolean isWhole() {
    return whole;
  }
}
