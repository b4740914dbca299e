/// The snapshot that queries read, and the one writer that publishes it.
///
/// ```
/// ZoneStore ──publishes──► Snapshot ──► Lookup: zone, resolve, place, follow aliases
///   (one writer)            (any reader)
/// ```
///
/// Knows how zones are answered, not how they are loaded or checked. Read {@link Snapshot} first.
@NullMarked
package org.pharosdns.zone.serve;

import org.jspecify.annotations.NullMarked;
