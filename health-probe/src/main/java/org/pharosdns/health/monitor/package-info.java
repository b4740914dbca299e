/// Scheduling, evidence, forced states and the published health table.
@NullMarked
package org.pharosdns.health.monitor;

import org.jspecify.annotations.NullMarked;
