/// RFC 8914: extended errors.
@NullMarked
package org.pharosdns.conformance.rfc8914;

import org.jspecify.annotations.NullMarked;
