/// Immutable zone contents, and problems with file, line and column. Knows nothing of files'
/// grammar, of steering or of answers. Read {@link ZoneContents} first.
///
/// ```
/// owner table   arena (one byte[])
///   [ . ]       ... owner www --first--> record A --next--> record TXT --next--> 0 ...
///   [ x ]------------^
/// ```
@NullMarked
package org.pharosdns.zone.model;

import org.jspecify.annotations.NullMarked;
