/// Immutable zone contents, and problems with file, line and column.
@NullMarked
package org.pharosdns.zone.model;

import org.jspecify.annotations.NullMarked;
