/// A running server, put together: zones, health, transports, control and what runs beside them.
///
/// ```
/// PharosServer ─► cli.zones      what the files say
///              ─► cli.steering   zones joined with verdicts
///              ─► cli.change     files changed in place
///              ─► dns.transport, cli.control, cli.admin
/// ```
///
/// Read [PharosServer] first.
@NullMarked
package org.pharosdns.cli.server;

import org.jspecify.annotations.NullMarked;
