package org.pharosdns.zone.follow;

import org.pharosdns.dns.wire.DnsName;

/// A steered RRset of any zone of this server.
///
/// @param apex of its zone
/// @param index in the plan of that zone
public record SteeredSource(DnsName apex, int index) {}
