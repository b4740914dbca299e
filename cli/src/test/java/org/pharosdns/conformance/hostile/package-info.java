/// Messages that mean no good: each gets exactly one well-formed reply, or silence where that is
/// due, at little cost.
@NullMarked
package org.pharosdns.conformance.hostile;

import org.jspecify.annotations.NullMarked;
