/// From a master file (RFC 1035 section 5) to zone contents or a list of problems.
@NullMarked
package org.pharosdns.zone.load;

import org.jspecify.annotations.NullMarked;
