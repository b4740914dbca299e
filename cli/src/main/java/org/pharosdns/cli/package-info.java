/// The commands that an operator types. Each is a small class that asks a server through
/// [org.pharosdns.cli.control.ControlApi] or starts one through
/// [org.pharosdns.cli.control.ServerLauncher], and prints. Knows nothing of zones, health or
/// sockets.
///
/// Read [Pharos] first, then any command.
///
/// ```
/// Pharos ── PharosCommand (-c, -h) ── StatusCommand, ForceCommand, ... ── Table ── Console
///    └── Parts (server, check, socket, signals: what the rest of the program provides)
/// ```
@NullMarked
package org.pharosdns.cli;

import org.jspecify.annotations.NullMarked;
