package org.pharosdns.zone.update;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pharosdns.dns.wire.DnsName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long journals may become while something keeps them from being folded into their zone files:
/// they are read whole at each start and each attempt to fold them. Any thread.
final class JournalRoom {
  private static final Logger LOG = LoggerFactory.getLogger(JournalRoom.class);

  private final long mostOctets;
  private final Map<DnsName, String> inTheWay = new ConcurrentHashMap<>();

  /// The zones whose journals are known, and were told, to be full.
  private final Set<DnsName> full = ConcurrentHashMap.newKeySet();

  /// @param mostOctets of the journal of one zone
  JournalRoom(long mostOctets) {
    this.mostOctets = mostOctets;
  }

  /// Whether a journal of `octets` is still allowed.
  boolean has(long octets) {
    return octets <= mostOctets;
  }

  /// Tells the log that an update finds no room, once until the zone is folded.
  void tellFull(DnsName apex) {
    if (full.add(apex)) {
      LOG.error(
          "{}: the journal of its updates may have {} octets, and updates that would make it longer"
              + " are answered SERVFAIL until it is in the zone file; what keeps it from that: {}",
          apex,
          mostOctets,
          inTheWay.getOrDefault(apex, "nothing that is known yet"));
    }
  }

  /// A zone could not be folded.
  ///
  /// @param why what stands in the way
  void failed(DnsName apex, String why) {
    inTheWay.put(apex, why);
  }

  /// A zone was folded.
  void folded(DnsName apex) {
    inTheWay.remove(apex);
    full.remove(apex);
  }
}
