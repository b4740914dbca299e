/// RFC 2181: truncation and authority.
@NullMarked
package org.pharosdns.conformance.rfc2181;

import org.jspecify.annotations.NullMarked;
