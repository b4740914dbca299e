/// The commands that an operator types.
@NullMarked
package org.pharosdns.cli;

import org.jspecify.annotations.NullMarked;
