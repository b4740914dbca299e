/// RFC 8482: ANY.
@NullMarked
package org.pharosdns.conformance.rfc8482;

import org.jspecify.annotations.NullMarked;
