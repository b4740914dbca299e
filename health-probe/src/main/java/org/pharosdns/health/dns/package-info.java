/// As much of a DNS client as probes need: one question to one server, and the addresses behind the
/// names of targets. Knows nothing of checks or zones. Read {@link DnsExchange} first, then
/// {@link TargetNames}.
///
/// ```
/// DnsQuestion ─► DnsExchange (UDP, or TCP if truncated) ─► DnsReply
///                     ▲
/// TargetNames ─► NameServers      refreshes by TTL, keeps the last good addresses
/// ```
@NullMarked
package org.pharosdns.health.dns;

import org.jspecify.annotations.NullMarked;
