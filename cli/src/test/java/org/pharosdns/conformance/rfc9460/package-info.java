/// RFC 9460: SVCB and HTTPS.
@NullMarked
package org.pharosdns.conformance.rfc9460;

import org.jspecify.annotations.NullMarked;
