package org.pharosdns.cli.change;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ZonesApi.ZoneRecord;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RecordCursor;
import org.pharosdns.zone.model.ZoneContents;

/// The records of one version of a zone as text, made one after the other by whoever goes over
/// them, as often as wanted, one at a time.
final class RecordListing implements Iterable<ZoneRecord> {
  /// It holds what it reads, which is not unpacked a second time.
  private final RecordCursor at;

  private final int owners;
  private final @Nullable Integer type;

  private RecordListing(ZoneContents contents, @Nullable Integer type) {
    at = contents.cursor();
    owners = contents.owners();
    this.type = type;
  }

  /// Returns the records of a zone, in the order of its file.
  ///
  /// @param type null for all
  /// @throws org.pharosdns.zone.model.NoRoomException when there is no memory to unpack them
  static Iterable<ZoneRecord> of(ZoneContents contents, @Nullable Integer type) {
    return new RecordListing(contents, type);
  }

  /// Returns the records of some RRsets.
  static Stream<ZoneRecord> of(List<RRset> sets, @Nullable Integer type) {
    return sets.stream()
        .filter(set -> type == null || type == set.type())
        .flatMap(set -> set.rdata().stream().map(rdata -> record(set, rdata)));
  }

  private static ZoneRecord record(RRset set, byte[] rdata) {
    return new ZoneRecord(
        set.owner().toString(),
        set.ttlSeconds(),
        RecordType.mnemonic(set.type()),
        RdataText.print(set.type(), rdata, null));
  }

  @Override
  public Iterator<ZoneRecord> iterator() {
    return IntStream.range(0, owners).boxed().flatMap(i -> of(rrsets(i), type)).iterator();
  }

  private List<RRset> rrsets(int i) {
    at.moveToIndex(i);
    return at.rrsets();
  }
}
