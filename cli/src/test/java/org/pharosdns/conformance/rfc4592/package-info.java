/// RFC 4592: wildcards.
@NullMarked
package org.pharosdns.conformance.rfc4592;

import org.jspecify.annotations.NullMarked;
