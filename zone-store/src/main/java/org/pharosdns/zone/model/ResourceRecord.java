package org.pharosdns.zone.model;

import org.pharosdns.dns.wire.DnsName;

/// One record (RFC 9499), class IN.
///
/// @param type 1 to 65535
/// @param ttlSeconds 0 to 2^31 − 1
public record ResourceRecord(DnsName owner, int type, int ttlSeconds, Rdata rdata) {}
