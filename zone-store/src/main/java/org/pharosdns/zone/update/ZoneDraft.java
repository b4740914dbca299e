package org.pharosdns.zone.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContents.OwnerChange;

/// A zone being changed: the records in force and, beside them, the owners that are different. For
/// one thread.
final class ZoneDraft {
  /// From the serial to the end of SOA data there are five numbers of four octets.
  private static final int SERIAL_FROM_END = 20;

  private final ZoneContents base;
  private final Map<DnsName, SortedMap<Integer, RRset>> changed = new LinkedHashMap<>();
  private final List<RecordChange> changes = new ArrayList<>();

  /// What was there before each of {@link #changes}.
  private final List<Replaced> replaced = new ArrayList<>();

  /// @param isFirst whether the owner was as it is in force
  private record Replaced(@Nullable RRset set, boolean isFirst) {}

  ZoneDraft(ZoneContents base) {
    this.base = base;
  }

  /// Forgets all but the first `count` of {@link #changes}.
  void keep(int count) {
    while (changes.size() > count) {
      var change = changes.removeLast();
      var before = replaced.removeLast();
      if (before.isFirst) {
        changed.remove(change.owner());
      } else {
        put(change, before.set);
      }
    }
  }

  DnsName apex() {
    return base.apex();
  }

  /// The changes that had an effect, in order.
  List<RecordChange> changes() {
    return changes;
  }

  /// Returns the RRset of `owner` and `type`, or null.
  @Nullable RRset find(DnsName owner, int type) {
    var sets = changed.get(owner);
    return sets == null ? base.find(owner, type) : sets.get(type);
  }

  /// Returns all RRsets of `owner`, ascending by type; empty when there is no such owner.
  List<RRset> at(DnsName owner) {
    var sets = changed.get(owner);
    return sets == null ? base.at(owner) : List.copyOf(sets.values());
  }

  /// The serial as it stands now.
  long serial() {
    var rdata = soa().rdata().getFirst();
    return Octets.u32(rdata, rdata.length - SERIAL_FROM_END);
  }

  private RRset soa() {
    var soa = find(apex(), RecordType.SOA);
    if (soa == null) {
      throw new IllegalStateException("zone " + apex() + " has no SOA record");
    }
    return soa;
  }

  /// Sets the serial and nothing else of the SOA; that is none of {@link #changes}.
  void serial(long serial) {
    var soa = soa();
    var rdata = List.of(withSerial(soa.rdata().getFirst(), serial));
    changed
        .computeIfAbsent(apex(), this::setsInForce)
        .put(RecordType.SOA, new RRset(apex(), RecordType.SOA, soa.ttlSeconds(), rdata));
  }

  private static byte[] withSerial(byte[] soa, long serial) {
    var rdata = soa.clone();
    Octets.putI32(rdata, rdata.length - SERIAL_FROM_END, (int) serial);
    return rdata;
  }

  /// Carries out one change; one without effect is forgotten.
  void apply(RecordChange change) {
    var before = find(change.owner(), change.type());
    var after = after(before, change);
    if (after != null ? !isSame(before, after) : before != null) {
      replaced.add(new Replaced(before, !changed.containsKey(change.owner())));
      put(change, after);
      changes.add(change);
    }
  }

  private void put(RecordChange change, @Nullable RRset set) {
    var sets = changed.computeIfAbsent(change.owner(), this::setsInForce);
    if (set == null) {
      sets.remove(change.type());
    } else {
      sets.put(change.type(), set);
    }
  }

  private SortedMap<Integer, RRset> setsInForce(DnsName owner) {
    var sets = new TreeMap<Integer, RRset>();
    base.at(owner).forEach(set -> sets.put(set.type(), set));
    return sets;
  }

  private static @Nullable RRset after(@Nullable RRset before, RecordChange change) {
    return switch (change) {
      case RecordChange.DeleteRRset _ -> null;
      case RecordChange.Delete delete -> before == null ? null : without(before, delete.rdata());
      case RecordChange.Add add -> with(before, add);
    };
  }

  private static @Nullable RRset without(RRset before, Rdata rdata) {
    var left =
        before.rdata().stream()
            .filter(each -> !RdataOrder.isSame(before.type(), each, rdata.octets()))
            .toList();
    return left.isEmpty()
        ? null
        : new RRset(before.owner(), before.type(), before.ttlSeconds(), left);
  }

  /// A type of which there is one record at most is replaced (RFC 2136 section 3.4.2.2).
  private static RRset with(@Nullable RRset before, RecordChange.Add add) {
    var rdata = new ArrayList<byte[]>();
    if (before != null && !isSingle(add.type())) {
      before.rdata().stream()
          .filter(each -> !RdataOrder.isSame(add.type(), each, add.rdata().octets()))
          .forEach(rdata::add);
    }
    rdata.add(add.rdata().octets());
    return new RRset(add.owner(), add.type(), add.ttlSeconds(), rdata);
  }

  private static boolean isSingle(int type) {
    return type == RecordType.SOA || type == RecordType.CNAME || type == RecordType.DNAME;
  }

  private static boolean isSame(@Nullable RRset before, RRset after) {
    return before != null
        && before.ttlSeconds() == after.ttlSeconds()
        && before.rdata().size() == after.rdata().size()
        && after.rdata().stream().allMatch(rdata -> contains(before, rdata));
  }

  private static boolean contains(RRset set, byte[] rdata) {
    return set.rdata().stream().anyMatch(each -> RdataOrder.isSame(set.type(), each, rdata));
  }

  /// Returns the zone with the changes in it.
  ZoneContents build() {
    var owners = new ArrayList<OwnerChange>();
    changed.forEach(
        (owner, sets) ->
            owners.add(new OwnerChange(owner, base.at(owner), List.copyOf(sets.values()))));
    return base.with(owners, false);
  }
}
