/// Zones taken over from other servers by AXFR (RFC 5936), as master files.
///
/// ```
/// server ─► dnsjava: messages, TSIG ─► IncomingZone: this zone only, within limits ─► file
/// ```
///
/// Knows nothing of the zones in force. Read [ZoneFetch] first.
@NullMarked
package org.pharosdns.cli.fetch;

import org.jspecify.annotations.NullMarked;
