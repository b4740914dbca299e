/// RFC 9471: glue that a referral cannot do without.
@NullMarked
package org.pharosdns.conformance.rfc9471;

import org.jspecify.annotations.NullMarked;
