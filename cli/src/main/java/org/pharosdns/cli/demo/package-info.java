/// The demonstration: three endpoints and a server in this process, and somebody who asks the
/// server over the wire while endpoints die and come back. Knows the server only as
/// [org.pharosdns.cli.control.RunningServer], and believes only what it sees in answers.
///
/// Read [Demo] first.
///
/// ```
/// Demo ── DemoSetup: Endpoints (HTTP) ◄── probes ── RunningServer ◄── DemoSite (temporary files)
///   │                                                    ▲
///   ├── DemoStory (lines, by itself) ──┬── Resolver ─────┘ UDP
///   └── DemoScreen (keys, redrawn) ────┴── FailoverWatch (what the answers prove)
/// ```
@NullMarked
package org.pharosdns.cli.demo;

import org.jspecify.annotations.NullMarked;
