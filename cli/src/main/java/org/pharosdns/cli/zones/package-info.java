/// Zones as their files say: found, read with their steering, and told apart from what was read
/// before.
///
/// ```
/// pharos.toml ─► ZoneSource ─► ZoneData (records, steering, checks) ─► server, check, change
/// ```
///
/// Knows files and configuration, no running server and no verdicts. Read [ZoneData] first.
@NullMarked
package org.pharosdns.cli.zones;

import org.jspecify.annotations.NullMarked;
