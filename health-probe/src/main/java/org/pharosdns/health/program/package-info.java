/// Programs that the server runs, and how they are ended with all that they started. Knows nothing
/// of checks and of alerts, which run them. Read {@link ProcessFamily} first.
///
/// ```
/// ProcessFamily ─┬► Starts ── for which nobody waits longer than he has
///                └► Orphans ─ whose parent has ended, so that they are children of this process
///                      └────► Subreaper ─ the calls of the C library that make them so
/// ```
@NullMarked
package org.pharosdns.health.program;

import org.jspecify.annotations.NullMarked;
