/// What the service manager is told (sd_notify(3)): that the server is ready, that it reloads, that
/// it stops, that it is alive. Read {@link ServiceManager} first.
@NullMarked
package org.pharosdns.cli.systemd;

import org.jspecify.annotations.NullMarked;
