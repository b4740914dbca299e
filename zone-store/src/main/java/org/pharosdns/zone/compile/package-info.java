/// Zones as compiled nodes in flat arrays, and RFC 1034 section 4.3.2 over them.
///
/// ```
/// ZoneContents ──► ZoneCompiler ──► Nodes: arena of nodes with their answer blocks, table of slots
///                                     ▲
/// name, type ──► CompiledZone.resolve ┘──► Resolution: found, NODATA, referral, CNAME, DNAME,
///                                                      NXDOMAIN
/// ```
///
/// One zone at a time: knows no other zones, no messages and no verdicts. Read {@link
/// CompiledZone#resolve} first, then `Nodes`.
@NullMarked
package org.pharosdns.zone.compile;

import org.jspecify.annotations.NullMarked;
