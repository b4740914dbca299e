package org.pharosdns.zone.follow;

import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.SteeredRRset;

/// An RRset that follows steered names, with the verdicts of one moment. Immutable, any thread.
///
/// Its hints are leased when it is answered: while each of them could be answered as an address
/// they are given, no longer than the shortest of those leases; otherwise the records come without
/// steered hints.
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record FollowingRRset(
    DnsName owner, int type, int ttlSeconds, byte[] block, byte[] withoutHints, Hints[] hints)
    implements SteeredRRset {
  /// The hints of one steered RRset that stand in the answer.
  ///
  /// @param addresses as RDATA
  @SuppressWarnings("ArrayRecordComponent")
  record Hints(CompiledSteering steering, byte[][] addresses) {}

  @Override
  public void choose(Query query, Choice choice) {
    var ttl = ttlSeconds;
    var scope = 0;
    for (var each : hints) {
      var lease = each.steering.leaseSeconds(each.addresses, query, choice);
      scope = Math.max(scope, each.steering.leaseScope(choice));
      if (lease < 0) {
        choice.begin(Choice.Kind.BLOCK, ttlSeconds, -1, withoutHints);
        choice.clientScope(scope);
        return;
      }
      ttl = Math.min(ttl, lease);
    }
    for (var each : hints) {
      each.steering.exposeOutside(each.addresses, ttl, query);
    }
    choice.begin(Choice.Kind.BLOCK, ttl, -1, block);
    choice.clientScope(scope);
  }
}
