package org.pharosdns.zone.follow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.answer.AnswerCompiler;
import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.steer.ZoneRecords;

/// Compiles one RRset at a time into an arena of its own, with the records of its targets that are
/// not steered behind it.
final class FollowBlocks {
  private final DnsName apex;
  private final ZoneRecords zone;
  private final SteeredTargets targets;
  private final Set<RRsetKey> leftOut = new HashSet<>();

  FollowBlocks(DnsName apex, ZoneRecords zone, SteeredTargets targets) {
    this.apex = apex;
    this.zone = zone;
    this.targets = targets;
  }

  /// Lets these not come along as additional records, because they follow verdicts.
  void leaveOut(List<RRset> rrsets) {
    rrsets.forEach(rrset -> leftOut.add(rrset.key()));
  }

  byte[] compile(RRset rrset, int ttlSeconds, List<byte[]> rdata) {
    var arena = new Arena(256);
    var compiler = new AnswerCompiler(arena, apex);
    var block = compiler.append(rrset.owner(), rrset.type(), ttlSeconds, rdata);
    var reference = 0;
    for (var target : AddressTargets.of(apex, rrset.owner(), rrset.type(), rdata)) {
      for (int type : AddressTargets.additionalTypes(rrset.type())) {
        var more = zone.find(target, type);
        if (more != null && isPlain(target, type)) {
          var at = compiler.append(target, type, more.ttlSeconds(), more.rdata());
          AnswerBlock.link(arena.octets(), block, reference, at, false);
        }
        reference++;
      }
    }
    return arena.toArray();
  }

  private boolean isPlain(DnsName target, int type) {
    return !leftOut.contains(new RRsetKey(target, type))
        && !targets.steers(target, type)
        && !isBelowCut(target);
  }

  private boolean isBelowCut(DnsName name) {
    for (var at = name; !at.equals(apex); at = at.parent()) {
      if (zone.find(at, RecordType.NS) != null) {
        return true;
      }
    }
    return false;
  }
}
