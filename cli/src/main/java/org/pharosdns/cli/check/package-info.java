/// What `pharos check` says of files, without a server: problems, and the promise of each steered
/// name.
///
/// Read [ServerCheck] first.
@NullMarked
package org.pharosdns.cli.check;

import org.jspecify.annotations.NullMarked;
