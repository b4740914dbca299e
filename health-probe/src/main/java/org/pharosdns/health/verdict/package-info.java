/// The rules of rise, fall and suspicion as pure functions. Knows neither time nor probes, only
/// their results. Read {@link Verdicts}.
@NullMarked
package org.pharosdns.health.verdict;

import org.jspecify.annotations.NullMarked;
