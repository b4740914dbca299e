/// The checks, and how each is run against a target. Knows nothing of verdicts, of zones or of
/// where a check was written down. Read {@link Check} first, then {@link Prober}.
///
/// ```
/// Check × Target ─► Prober ─► Deadline ─ closes the socket when time is up
///                     │
///                     ├► connect ─► TlsClient? ─► TcpProbe | HttpProbe | GrpcProbe | AgentProbe ─┐
///                     ├► UdpProbe | DnsProbe ────────────────────────────────────────────────────┤
///                     └► ExecProbe ──────────────────────────────────────────────────► ProbeResult
/// ```
@NullMarked
package org.pharosdns.health.check;

import org.jspecify.annotations.NullMarked;
