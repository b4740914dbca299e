/// What the command line says to a server: how it is started and checked, and how a running one is
/// asked and commanded through its control socket. Knows nothing of how the server does it.
///
/// Read [ControlApi] first.
///
/// ```
/// command ── ControlClient ═ HTTP over a Unix socket ═ ControlServer ── ControlApi (the server)
///                │                                        │
///                └───────── HttpMessage, ControlJson ─────┴── ControlRoutes, Body, SocketFile
/// serve, demo ── ServerLauncher ── RunningServer          check ── ConfigurationCheck
/// ```
@NullMarked
package org.pharosdns.cli.control;

import org.jspecify.annotations.NullMarked;
