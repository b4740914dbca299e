/// RFC 6672: DNAME, and RFC 6604: the RCODE at the end of a chain.
@NullMarked
package org.pharosdns.conformance.rfc6672;

import org.jspecify.annotations.NullMarked;
