/// Dynamic update (RFC 2136): from a message to a changed zone that survives a power cut.
///
/// ```
/// event loop ─► UpdateServer: allowed? room? ─► queue ─► one thread, all that waits for a zone at
/// once:
///   UpdateMessage ─► Prerequisites ─► UpdateSection ─► ZoneDraft ─► UpdateJournal (forced to disk)
///                                                           └─► UpdatedZones.publish ─► answers
/// quiet for a while ─► UpdatedZones.fold: into the zone file ─► the journal is empty again
/// ```
///
/// It must not know how zones are answered, nor how their files are edited. Read {@link
/// UpdateServer} first.
@NullMarked
package org.pharosdns.zone.update;

import org.jspecify.annotations.NullMarked;
