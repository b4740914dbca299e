/// `pharos status --watch`: the status page in a terminal.
///
/// ```
/// ControlApi.overview ─► StatusPicture ─► lines ─► StatusWatch ─► terminal, once a second
/// ```
///
/// Knows the server by its control alone. Read {@link org.pharosdns.cli.watch.StatusWatch} first.
@NullMarked
package org.pharosdns.cli.watch;

import org.jspecify.annotations.NullMarked;
