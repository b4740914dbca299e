package org.pharosdns.zone.update;

import java.util.List;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.edit.SerialStyle;
import org.pharosdns.zone.load.LoadLimits;

/// What an update changes (RFC 2136 section 3.4): the whole section or, when it throws, a part of
/// it, which the draft is to forget.
///
/// Some records are ignored without an error, as section 3.4.2 wants it: a CNAME beside other data
/// and other data beside a CNAME; a SOA that is older or not at the apex; whatever would take the
/// SOA or the last NS record away from the apex.
final class UpdateSection {
  private static final int SERIAL_FROM_END = 20;
  private static final int SIG = 24;
  private static final int KEY = 25;

  private final ZoneDraft zone;
  private final LoadLimits limits;

  UpdateSection(ZoneDraft zone, LoadLimits limits) {
    this.zone = zone;
    this.limits = limits;
  }

  /// Checks names and permissions of all records, then carries them out in order.
  ///
  /// @throws UpdateException NOTZONE, or REFUSED by policy or limits
  void apply(List<UpdateRecord> updates, UpdatePolicy policy, DnsName key) throws UpdateException {
    var owner = DnsName.ROOT;
    var labels = List.<String>of();
    for (var record : updates) {
      if (!record.owner().isAtOrBelow(zone.apex())) {
        throw new UpdateException(Rcode.NOTZONE, record.owner() + " is not in the zone");
      }
      if (!record.owner().equals(owner)) {
        owner = record.owner();
        labels = NamePattern.labels(owner);
      }
      if (!policy.permits(key, labels, record.type())) {
        throw new UpdateException(
            Rcode.REFUSED,
            "the key %s may not change %s %s"
                .formatted(key, record.owner(), RecordType.mnemonic(record.type())));
      }
    }
    for (var record : updates) {
      switch (record.recordClass()) {
        case RecordClass.IN -> add(record);
        case RecordClass.ANY -> deleteSets(record);
        default -> delete(record);
      }
    }
  }

  private void add(UpdateRecord record) throws UpdateException {
    var owner = record.owner();
    var type = record.type();
    var ignored =
        switch (type) {
          case RecordType.SOA -> !isNewerSoa(record);
          case RecordType.CNAME ->
              zone.at(owner).stream().anyMatch(set -> !standsBesideCname(set.type()));
          default -> !standsBesideCname(type) && zone.find(owner, RecordType.CNAME) != null;
        };
    if (!ignored) {
      zone.apply(new RecordChange.Add(owner, type, record.ttlSeconds(), record.rdata()));
      checkLimits(owner, type);
    }
  }

  private boolean isNewerSoa(UpdateRecord record) {
    var rdata = record.rdata().octets();
    return record.owner().equals(zone.apex())
        && SerialStyle.isGreater(Octets.u32(rdata, rdata.length - SERIAL_FROM_END), zone.serial());
  }

  private static boolean standsBesideCname(int type) {
    return switch (type) {
      case RecordType.CNAME, RecordType.RRSIG, RecordType.NSEC, SIG, KEY -> true;
      default -> false;
    };
  }

  private void checkLimits(DnsName owner, int type) throws UpdateException {
    var set = zone.find(owner, type);
    if (set != null && set.rdata().size() > limits.recordsPerRRset()) {
      throw new UpdateException(
          Rcode.REFUSED,
          "%s %s would have more than %d records"
              .formatted(owner, RecordType.mnemonic(type), limits.recordsPerRRset()));
    }
    if (zone.at(owner).size() > limits.typesPerName()) {
      throw new UpdateException(
          Rcode.REFUSED, owner + " would have more than " + limits.typesPerName() + " types");
    }
  }

  private void deleteSets(UpdateRecord record) {
    if (record.type() != RecordType.ANY) {
      deleteSet(record.owner(), record.type());
      return;
    }
    for (var set : zone.at(record.owner())) {
      deleteSet(record.owner(), set.type());
    }
  }

  private void deleteSet(DnsName owner, int type) {
    if (!owner.equals(zone.apex()) || (type != RecordType.SOA && type != RecordType.NS)) {
      zone.apply(new RecordChange.DeleteRRset(owner, type));
    }
  }

  private void delete(UpdateRecord record) {
    if (record.type() != RecordType.SOA && !isLastApexServer(record)) {
      zone.apply(new RecordChange.Delete(record.owner(), record.type(), record.rdata()));
    }
  }

  private boolean isLastApexServer(UpdateRecord record) {
    if (record.type() != RecordType.NS || !record.owner().equals(zone.apex())) {
      return false;
    }
    var servers = zone.find(record.owner(), RecordType.NS);
    return servers == null || servers.rdata().size() == 1;
  }
}
