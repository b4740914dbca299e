/// The snapshot that queries read, and the one writer that publishes it.
@NullMarked
package org.pharosdns.zone.serve;

import org.jspecify.annotations.NullMarked;
