/// Reads the configuration of gdnsd 3 and writes what it means as zones, steering files and
/// commands of Pharos.
///
/// ```
/// config ──► VscfReader ──► ServerOptions, ServiceTypes ──► [server], [check.…]
///                     └───► Resources ─────► Tier ─┐
/// zones/* ────────────────► ZoneConversion ◄───────┘ ──► NAME.zone, NAME.toml
///                                  └───► OwnedName ─┐
/// admin_state ────────────► AdminState ◄────────────┘ ──► pharos up, pharos down
///          whatever cannot be said ──► Report, with file and line
/// ```
///
/// Knows nothing of a running server. Read {@link org.pharosdns.cli.gdnsd.GdnsdImport} first.
@NullMarked
package org.pharosdns.cli.gdnsd;

import org.jspecify.annotations.NullMarked;
