package org.pharosdns.dns.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;

/// The hosts inside a zone whose records an RRset asks for in the additional section: addresses,
/// and
/// with SVCB and HTTPS also those of the same type (RFC 9460 section 4.1).
public final class AddressTargets {
  private static final List<Integer> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);
  private static final List<Integer> ADDRESSES_AND_SVCB =
      List.of(RecordType.A, RecordType.AAAA, RecordType.SVCB);
  private static final List<Integer> ADDRESSES_AND_HTTPS =
      List.of(RecordType.A, RecordType.AAAA, RecordType.HTTPS);

  /// More targets than this get no additional addresses, except those of name servers: the work for
  /// one query stays bounded.
  private static final int MAX_TARGETS = 13;

  private AddressTargets() {}

  /// Whether RRsets of `type` name hosts whose addresses they bring along.
  public static boolean areIn(int type) {
    return RdataNames.hasAddressTarget(type);
  }

  /// Returns the types that an RRset of `type` asks for at each target, in the order of the
  /// references in a block.
  public static List<Integer> additionalTypes(int type) {
    return switch (type) {
      case RecordType.SVCB -> ADDRESSES_AND_SVCB;
      case RecordType.HTTPS -> ADDRESSES_AND_HTTPS;
      default -> ADDRESSES;
    };
  }

  /// Returns the distinct targets at or below `apex`, those at or below `owner` first.
  public static List<DnsName> of(DnsName apex, DnsName owner, int type, List<byte[]> rdata) {
    if (!RdataNames.hasAddressTarget(type)) {
      return List.of();
    }
    var targets = new LinkedHashSet<DnsName>();
    for (var record : rdata) {
      var target = target(owner, type, record);
      if (target.isAtOrBelow(apex)) {
        targets.add(target);
      }
    }
    if (targets.size() > MAX_TARGETS && type != RecordType.NS) {
      return List.of();
    }
    var ordered = new ArrayList<>(targets);
    ordered.sort((a, b) -> Boolean.compare(b.isAtOrBelow(owner), a.isAtOrBelow(owner)));
    return ordered;
  }

  /// Returns the host that a record names; for `.` in the service mode of SVCB that is the owner
  /// (RFC 9460 section 2.5).
  public static DnsName target(DnsName owner, int type, byte[] record) {
    var target = DnsName.ofWire(record, RdataNames.firstName(type));
    var serviceBinding = type == RecordType.SVCB || type == RecordType.HTTPS;
    return serviceBinding && target.isRoot() && Octets.u16(record, 0) > 0 ? owner : target;
  }
}
