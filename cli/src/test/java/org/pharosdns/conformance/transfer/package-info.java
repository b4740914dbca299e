/// Zones on their way to the name servers of others, as they take them.
@NullMarked
package org.pharosdns.conformance.transfer;

import org.jspecify.annotations.NullMarked;
