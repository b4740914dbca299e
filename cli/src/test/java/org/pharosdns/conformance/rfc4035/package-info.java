/// RFC 4035: what DNSSEC asks of a server of unsigned zones.
@NullMarked
package org.pharosdns.conformance.rfc4035;

import org.jspecify.annotations.NullMarked;
