/// RFC 6891: EDNS, and the options that this server knows.
@NullMarked
package org.pharosdns.conformance.rfc6891;

import org.jspecify.annotations.NullMarked;
