/// The parsed question in hand, its parser, and the client that sent it.
///
/// ```
/// octets ──► QueryParser ──► Query ─┬─ HashedName   the name: lower case, a hash per suffix
///                                   ├─ Edns         what the OPT record says
///                                   ├─ Client       who asks and how
///                                   └─ Draw         the chances of this event loop
/// ```
///
/// Knows nothing of zones, answers or sockets. Everything here is refilled for each message: no
/// allocation. Read {@link Query} first.
@NullMarked
package org.pharosdns.dns.query;

import org.jspecify.annotations.NullMarked;
