/// Zones as compiled nodes in flat arrays, and RFC 1034 section 4.3.2 over them.
@NullMarked
package org.pharosdns.zone.compile;

import org.jspecify.annotations.NullMarked;
