/// RFC 1034: the lookup of section 4.3.2, delegations, aliases.
@NullMarked
package org.pharosdns.conformance.rfc1034;

import org.jspecify.annotations.NullMarked;
