/// Zones on their way to other servers: AXFR and IXFR (RFC 5936, RFC 1995) and NOTIFY (RFC 1996).
///
/// ```
/// event loop ─► TransferServer: allowed? room? ─► thread of its own ─► OutgoingTransfer
///                                                    ZoneContents ─► TransferMessage ─► client
/// serial changed ─► NotifySender ─► every secondary, until it answers
/// ```
///
/// It must not know where zones come from or how they are answered. Read {@link TransferServer}
/// first.
@NullMarked
package org.pharosdns.zone.transfer;

import org.jspecify.annotations.NullMarked;
