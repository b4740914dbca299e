/// What passes by an event loop, shown to those who watch and copied for those who look later.
///
/// ```
/// event loop ── Tap ── TapRing (octets, preallocated) ── one thread ── Passage ── file
///                        full: counted, never waited for
/// ```
///
/// Knows nothing of what becomes of a copy. Read {@link org.pharosdns.dns.tap.TapRing} first.
@NullMarked
package org.pharosdns.dns.tap;

import org.jspecify.annotations.NullMarked;
