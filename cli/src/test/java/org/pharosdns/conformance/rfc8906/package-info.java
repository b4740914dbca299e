/// RFC 8906: the questions that a server must not leave unanswered (ISC's compliance test).
@NullMarked
package org.pharosdns.conformance.rfc8906;

import org.jspecify.annotations.NullMarked;
