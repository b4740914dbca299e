/// Zone files changed in place, durably, and taken back: what `record`, `zone` and dynamic
/// updates do.
///
/// ```
/// words ─► ZoneControl ─► ZoneChanges ─► FileTransaction ─► drafts, journal, renames, in force
///          update ─► ZoneUpdates ──┘
/// ```
///
/// Does not know what is steered or healthy: whoever takes a changed zone into service is a
/// [org.pharosdns.cli.zones.ZonesInForce]. Read [ZoneChanges] first.
@NullMarked
package org.pharosdns.cli.change;

import org.jspecify.annotations.NullMarked;
