/// RFC 7828: TCP keepalive.
@NullMarked
package org.pharosdns.conformance.rfc7828;

import org.jspecify.annotations.NullMarked;
