/// What passes by an event loop, copied for those who watch: the query log and dnstap.
///
/// ```
/// event loop ── Tap ── TapRing (octets, preallocated) ── one thread ── Passage ── file or socket
///                        full: counted, never waited for
/// ```
///
/// Knows nothing of what becomes of a copy. Read {@link org.pharosdns.dns.tap.TapRing} first.
@NullMarked
package org.pharosdns.dns.tap;

import org.jspecify.annotations.NullMarked;
