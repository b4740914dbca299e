/// The checks, and how each is run against a target.
@NullMarked
package org.pharosdns.health.check;

import org.jspecify.annotations.NullMarked;
