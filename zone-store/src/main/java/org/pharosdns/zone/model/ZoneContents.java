package org.pharosdns.zone.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// The records of one zone, immutable, class IN: what the master file said, validated.
///
/// Kept flat (one octet array, not one object per record); RRsets are made when asked for.
public final class ZoneContents {
  /// Returns the name of the zone.
  public DnsName apex() {
    throw new UnsupportedOperationException();
  }

  /// Returns the SOA serial, 0 to 2^32 − 1.
  public long serial() {
    throw new UnsupportedOperationException();
  }

  /// Returns the number of records, duplicates not counted.
  public int records() {
    throw new UnsupportedOperationException();
  }

  /// Returns the number of owner names.
  public int owners() {
    throw new UnsupportedOperationException();
  }

  /// Returns the RRset of `owner` and `type`, or null.
  public @Nullable RRset find(DnsName owner, int type) {
    throw new UnsupportedOperationException();
  }

  /// Returns all RRsets of `owner`, ascending by type; empty when there is no such owner.
  public List<RRset> at(DnsName owner) {
    throw new UnsupportedOperationException();
  }

  /// Visits every owner once with all its RRsets (ascending by type), in the order of the file.
  public void forEachOwner(Consumer<List<RRset>> visitor) {
    throw new UnsupportedOperationException();
  }
}
