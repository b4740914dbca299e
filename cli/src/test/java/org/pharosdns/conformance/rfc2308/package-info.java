/// RFC 2308: negative answers.
@NullMarked
package org.pharosdns.conformance.rfc2308;

import org.jspecify.annotations.NullMarked;
