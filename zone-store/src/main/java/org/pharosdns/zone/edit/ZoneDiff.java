package org.pharosdns.zone.edit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ResourceRecord;
import org.pharosdns.zone.model.ZoneContents;

/// The records by which two versions of a zone differ. A record whose TTL differs is gone in one
/// form and comes in the other.
public record ZoneDiff(List<ResourceRecord> removed, List<ResourceRecord> added) {
  /// Compares some RRsets.
  public static ZoneDiff of(ZoneContents before, ZoneContents after, Collection<RRsetKey> keys) {
    var diff = new ZoneDiff(new ArrayList<>(), new ArrayList<>());
    for (var key : keys) {
      diff.add(before.find(key.owner(), key.type()), after.find(key.owner(), key.type()));
    }
    return diff;
  }

  /// Compares everything: removed records in the order of `before`, added ones in that of `after`.
  public static ZoneDiff of(ZoneContents before, ZoneContents after) {
    return upTo(Integer.MAX_VALUE, before, after);
  }

  /// Compares as {@link #of} does, but no further once more than `most` records are removed, or
  /// more than `most` are added.
  public static ZoneDiff upTo(int most, ZoneContents before, ZoneContents after) {
    var diff = new ZoneDiff(new ArrayList<>(), new ArrayList<>());
    collect(before, after, diff.removed, most);
    collect(after, before, diff.added, most);
    return diff;
  }

  /// Adds to `list` what is in `zone` and not in `other`.
  private static void collect(
      ZoneContents zone, ZoneContents other, List<ResourceRecord> list, int most) {
    var at = zone.cursor();
    while (list.size() <= most && at.nextOwner()) {
      for (var set : at.rrsets()) {
        collect(set, other.find(set.owner(), set.type()), list);
      }
    }
  }

  /// Returns the records of a whole zone as added ones.
  public static ZoneDiff ofNew(ZoneContents zone) {
    var diff = new ZoneDiff(List.of(), new ArrayList<>());
    zone.forEachOwner(sets -> sets.forEach(set -> collect(set, null, diff.added)));
    return diff;
  }

  private void add(@Nullable RRset before, @Nullable RRset after) {
    if (before != null) {
      collect(before, after, removed);
    }
    if (after != null) {
      collect(after, before, added);
    }
  }

  /// Adds to `list` what is in `set` and not in `other`.
  private static void collect(RRset set, @Nullable RRset other, List<ResourceRecord> list) {
    for (var rdata : set.rdata()) {
      if (other == null || other.ttlSeconds() != set.ttlSeconds() || !holds(other, rdata)) {
        list.add(new ResourceRecord(set.owner(), set.type(), set.ttlSeconds(), Rdata.of(rdata)));
      }
    }
  }

  private static boolean holds(RRset set, byte[] rdata) {
    return set.rdata().stream().anyMatch(each -> RdataOrder.isSame(set.type(), each, rdata));
  }

  /// Whether all records are of these RRsets.
  public boolean isOf(Set<RRsetKey> keys) {
    return Stream.of(removed, added)
        .flatMap(List::stream)
        .allMatch(record -> keys.contains(new RRsetKey(record.owner(), record.type())));
  }

  /// Whether both versions hold the same records.
  public boolean isEmpty() {
    return removed.isEmpty() && added.isEmpty();
  }
}
