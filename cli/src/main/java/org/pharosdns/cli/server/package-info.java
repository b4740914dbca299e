/// A running server: the one place where zones, health and transports meet.
@NullMarked
package org.pharosdns.cli.server;

import org.jspecify.annotations.NullMarked;
