/// The rules of rise, fall and suspicion as pure functions.
@NullMarked
package org.pharosdns.health.verdict;

import org.jspecify.annotations.NullMarked;
