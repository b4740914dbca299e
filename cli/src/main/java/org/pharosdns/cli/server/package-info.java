/// A running server, put together: zones, health, transports, control and what runs beside them.
///
/// ```
/// PharosServer ─► StateParts    what the state folder keeps
///              ─► HealthParts   monitors and probes
///              ─► ZoneParts     what files say, joined with verdicts, changed in place
///              ─► SocketParts   event loops that answer
///              ─► ControlParts  control socket and status page
///              ─► Chores        what is due without an event
/// ```
///
/// Read [PharosServer] first.
@NullMarked
package org.pharosdns.cli.server;

import org.jspecify.annotations.NullMarked;
