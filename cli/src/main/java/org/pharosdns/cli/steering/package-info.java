/// Where zones and health meet: steered names with their monitors, and what operators ask about
/// them.
///
/// ```
/// zones read ─► PlannedZone, whatever is up or down
///                    │ into force
/// verdict ─► MonitoredZones ─► MonitoredZone ─► steered RRsets compiled again
///                 │                                     └─► Publication ─► snapshot
///                 └─► status, explain, forced states, failback, incidents
/// ```
///
/// Does not know how files are changed or sockets are opened. Read [MonitoredZones] first.
@NullMarked
package org.pharosdns.cli.steering;

import org.jspecify.annotations.NullMarked;
