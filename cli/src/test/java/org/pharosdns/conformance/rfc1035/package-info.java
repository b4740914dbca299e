/// RFC 1035: names, letters and the message format.
@NullMarked
package org.pharosdns.conformance.rfc1035;

import org.jspecify.annotations.NullMarked;
