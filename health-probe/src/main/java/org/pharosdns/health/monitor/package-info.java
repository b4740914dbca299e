/// Which monitors are probed when, what came of it, and what operators say instead. Knows nothing
/// of zones: a name is a text here. Read {@link HealthMonitors} first.
///
/// ```
/// watch(monitors) ─► Schedule ─► due ─► probe on a virtual thread
///                       ▲                    │ Ended, by queue
///                       └── health thread ◄──┘
///                              │ Watched.take: Verdicts.next, Evidence
///                              ▼
///          Watched.publish ─► HealthTable ─► HealthListener
/// ```
@NullMarked
package org.pharosdns.health.monitor;

import org.jspecify.annotations.NullMarked;
