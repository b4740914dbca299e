package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RdataText.BadRdataException;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ResourceRecord;

/// A whole record on one line that depends on nothing around it: `NAME TTL TYPE RDATA`, every name
/// absolute.
public final class RecordText {
  private RecordText() {}

  /// Returns the line of a record, without a line end.
  public static String print(ResourceRecord record) {
    return "%s %d %s %s"
        .formatted(
            record.owner(),
            record.ttlSeconds(),
            RecordType.mnemonic(record.type()),
            RdataText.print(record.type(), record.rdata().octets(), null));
  }

  /// Returns the record of a line that {@link #print} made.
  ///
  /// @throws BadRdataException when it is no such line
  public static ResourceRecord read(String line) throws BadRdataException {
    var words = line.split(" ", 4);
    try {
      var type = words.length < 4 ? -1 : RecordType.parse(words[2]);
      if (type < 0) {
        throw new BadRdataException("\"" + line + "\" is no record", null);
      }
      return new ResourceRecord(
          DnsName.parse(words[0]),
          type,
          Integer.parseInt(words[1]),
          Rdata.of(RdataText.read(type, words[3], DnsName.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new BadRdataException("\"" + line + "\" is no record", e.getMessage());
    }
  }
}
