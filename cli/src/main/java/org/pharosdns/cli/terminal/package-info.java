/// The terminal as a picture: lines in colour, a second screen without echo, its size.
///
/// Knows nothing of DNS. Read {@link org.pharosdns.cli.terminal.TerminalScreen} first.
@NullMarked
package org.pharosdns.cli.terminal;

import org.jspecify.annotations.NullMarked;
