/// The control socket: what the command line says to a running server.
@NullMarked
package org.pharosdns.cli.control;

import org.jspecify.annotations.NullMarked;
