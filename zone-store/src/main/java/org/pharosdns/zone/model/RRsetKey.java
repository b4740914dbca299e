package org.pharosdns.zone.model;

import org.pharosdns.dns.wire.DnsName;

/// Which RRset of a zone.
public record RRsetKey(DnsName owner, int type) {}
