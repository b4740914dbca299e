/// RFC 3597: types that nobody has heard of.
@NullMarked
package org.pharosdns.conformance.rfc3597;

import org.jspecify.annotations.NullMarked;
