package org.pharosdns.zone.edit;

import org.pharosdns.dns.wire.DnsName;

/// Which RRset of a zone.
public record RRsetKey(DnsName owner, int type) {}
