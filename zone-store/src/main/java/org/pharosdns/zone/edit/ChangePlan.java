package org.pharosdns.zone.edit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ZoneContents;

/// What the RRsets that changes touch must be in the end, SOA with its new serial included.
final class ChangePlan {
  /// From the serial to the end of SOA data there are five numbers of four octets.
  private static final int SERIAL_FROM_END = 20;

  /// The RRsets so far.
  interface RRsets {
    /// Returns the RRset of `owner` and `type`, or null.
    @Nullable RRset find(DnsName owner, int type);
  }

  private final DnsName apex;
  private final long serial;
  private final RRsets sets;
  private final Map<RRsetKey, Target> targets = new LinkedHashMap<>();

  private ChangePlan(DnsName apex, long serial, RRsets sets) {
    this.apex = apex;
    this.serial = serial;
    this.sets = sets;
  }

  /// One RRset as it is and as it shall be.
  static final class Target {
    private final RRsetKey key;
    private final int ttlBefore;
    private final List<byte[]> before;
    private final List<byte[]> after;
    private int wantedTtl = RecordChange.TTL_OF_FILE;

    Target(RRsetKey key, int ttlBefore, List<byte[]> before) {
      this.key = key;
      this.ttlBefore = ttlBefore;
      this.before = before;
      this.after = new ArrayList<>(before);
    }

    RRsetKey key() {
      return key;
    }

    /// The TTL that every record shall have, or {@link RecordChange#TTL_OF_FILE}.
    int ttl() {
      return wantedTtl != RecordChange.TTL_OF_FILE ? wantedTtl : ttlBefore;
    }

    /// The data of all records that shall be there.
    List<byte[]> after() {
      return after;
    }

    /// The data of the records that must come.
    List<Rdata> added() {
      return after.stream().filter(rdata -> !contains(before, rdata)).map(Rdata::of).toList();
    }

    /// The data of the records that must go, or get another TTL.
    List<byte[]> altered() {
      return before.stream()
          .filter(rdata -> ttl() != ttlBefore || !contains(after, rdata))
          .toList();
    }

    boolean keeps(byte[] rdata) {
      return contains(after, rdata);
    }

    private boolean contains(List<byte[]> list, byte[] rdata) {
      return list.stream().anyMatch(each -> RdataOrder.isSame(key.type(), each, rdata));
    }

    private void apply(RecordChange change) {
      switch (change) {
        case RecordChange.DeleteRRset any -> after.clear();
        case RecordChange.Delete one -> after.removeIf(each -> same(each, one.rdata().octets()));
        case RecordChange.Add add -> {
          if (add.type() == RecordType.SOA) {
            after.clear();
          }
          if (!contains(after, add.rdata().octets())) {
            after.add(add.rdata().octets());
          }
          if (add.ttlSeconds() != RecordChange.TTL_OF_FILE) {
            wantedTtl = add.ttlSeconds();
          }
        }
      }
    }

    private boolean same(byte[] a, byte[] b) {
      return RdataOrder.isSame(key.type(), a, b);
    }

    private boolean isChanged() {
      return !added().isEmpty()
          || after.size() != before.size()
          || (!after.isEmpty() && ttl() != ttlBefore);
    }
  }

  /// Plans `changes` one after the other.
  ///
  /// @param nextSerial from the serial in force to the one after the change
  static ChangePlan of(
      ZoneContents contents, List<RecordChange> changes, LongUnaryOperator nextSerial) {
    return of(contents.apex(), contents.serial(), contents::find, changes, nextSerial);
  }

  /// Plans `changes` of a zone of which not all is known.
  ///
  /// @param sets knows the owners of all changes, and the apex
  static ChangePlan of(
      DnsName apex,
      long serial,
      RRsets sets,
      List<RecordChange> changes,
      LongUnaryOperator nextSerial) {
    var plan = new ChangePlan(apex, serial, sets);
    for (var change : changes) {
      plan.target(new RRsetKey(change.owner(), change.type())).apply(change);
    }
    plan.targets.values().removeIf(target -> !target.isChanged());
    if (!plan.targets.isEmpty()) {
      plan.raiseSerial(nextSerial);
    }
    return plan;
  }

  private Target target(RRsetKey key) {
    return targets.computeIfAbsent(key, this::current);
  }

  private Target current(RRsetKey key) {
    var set = sets.find(key.owner(), key.type());
    return set == null
        ? new Target(key, RecordChange.TTL_OF_FILE, List.of())
        : new Target(key, set.ttlSeconds(), set.rdata());
  }

  private void raiseSerial(LongUnaryOperator nextSerial) {
    var soa = target(new RRsetKey(apex, RecordType.SOA));
    if (soa.after.size() != 1) {
      return;
    }
    var rdata = soa.after.getFirst().clone();
    var at = rdata.length - SERIAL_FROM_END;
    var given = Octets.u32(rdata, at);
    if (!SerialStyle.isGreater(given, serial)) {
      var next = nextSerial.applyAsLong(serial);
      for (var i = 0; i < Integer.BYTES; i++) {
        rdata[at + i] = (byte) (next >> (24 - 8 * i));
      }
    }
    soa.after.set(0, rdata);
  }

  /// The name of the zone.
  DnsName apex() {
    return apex;
  }

  /// Whether there is nothing to do.
  boolean isEmpty() {
    return targets.isEmpty();
  }

  /// Returns what becomes of an RRset, or null when it stays.
  @Nullable Target of(DnsName owner, int type) {
    return targets.get(new RRsetKey(owner, type));
  }

  /// Returns how many records there are more after the changes.
  int growth() {
    return targets.values().stream().mapToInt(each -> each.after.size() - each.before.size()).sum();
  }

  /// Returns every owner at which something changes.
  Set<DnsName> owners() {
    return targets.keySet().stream().map(RRsetKey::owner).collect(Collectors.toSet());
  }

  /// Returns the key of every RRset that changes.
  List<RRsetKey> keys() {
    return List.copyOf(targets.keySet());
  }

  /// Returns every RRset that changes.
  List<Target> targets() {
    return List.copyOf(targets.values());
  }
}
