package org.pharosdns.zone.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.RdataOrder;

/// What must be true of a zone before it is changed (RFC 2136 sections 2.4 and 3.2).
final class Prerequisites {
  private Prerequisites() {}

  /// Checks all of them.
  ///
  /// @throws UpdateException for the first that does not hold: NOTZONE, NXDOMAIN, YXDOMAIN, NXRRSET
  ///     or YXRRSET
  static void check(ZoneDraft zone, List<UpdateRecord> prerequisites) throws UpdateException {
    var wanted = new LinkedHashMap<RRsetKey, List<byte[]>>();
    for (var record : prerequisites) {
      if (!record.owner().isAtOrBelow(zone.apex())) {
        throw broken(Rcode.NOTZONE, "is not in the zone", record);
      }
      switch (record.recordClass()) {
        case RecordClass.ANY -> exists(zone, record);
        case RecordClass.NONE -> isMissing(zone, record);
        default ->
            wanted
                .computeIfAbsent(
                    new RRsetKey(record.owner(), record.type()), any -> new ArrayList<>())
                .add(record.rdata().octets());
      }
    }
    for (Map.Entry<RRsetKey, List<byte[]>> entry : wanted.entrySet()) {
      var key = entry.getKey();
      if (!isExactly(zone.find(key.owner(), key.type()), entry.getValue())) {
        throw new UpdateException(
            Rcode.NXRRSET,
            key.owner() + " " + RecordType.mnemonic(key.type()) + " is not as it must be");
      }
    }
  }

  private static void exists(ZoneDraft zone, UpdateRecord record) throws UpdateException {
    if (record.type() == RecordType.ANY) {
      if (zone.at(record.owner()).isEmpty()) {
        throw broken(Rcode.NXDOMAIN, "must exist", record);
      }
    } else if (zone.find(record.owner(), record.type()) == null) {
      throw broken(Rcode.NXRRSET, "must exist", record);
    }
  }

  private static void isMissing(ZoneDraft zone, UpdateRecord record) throws UpdateException {
    if (record.type() == RecordType.ANY) {
      if (!zone.at(record.owner()).isEmpty()) {
        throw broken(Rcode.YXDOMAIN, "must not exist", record);
      }
    } else if (zone.find(record.owner(), record.type()) != null) {
      throw broken(Rcode.YXRRSET, "must not exist", record);
    }
  }

  private static UpdateException broken(int rcode, String what, UpdateRecord record) {
    var type = record.type() == RecordType.ANY ? "" : " " + RecordType.mnemonic(record.type());
    return new UpdateException(rcode, record.owner() + type + " " + what);
  }

  private static boolean isExactly(@Nullable RRset set, List<byte[]> wanted) {
    if (set == null) {
      return false;
    }
    var there = set.rdata();
    return wanted.stream().allMatch(each -> contains(set.type(), there, each))
        && there.stream().allMatch(each -> contains(set.type(), wanted, each));
  }

  private static boolean contains(int type, List<byte[]> list, byte[] rdata) {
    return list.stream().anyMatch(each -> RdataOrder.isSame(type, each, rdata));
  }
}
