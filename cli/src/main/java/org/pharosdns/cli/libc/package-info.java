/// What the JDK has no door to: functions of the C library, by the Foreign Function & Memory API.
/// For Linux on 64-bit machines; not for the query path. Knows nothing of ours. Read {@link
/// CFunction} first.
@NullMarked
package org.pharosdns.cli.libc;

import org.jspecify.annotations.NullMarked;
