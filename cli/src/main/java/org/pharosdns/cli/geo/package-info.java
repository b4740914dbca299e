/// Where networks are, read from a MaxMind database file.
///
/// The only package that knows the library. The file is walked once per load; no query ever looks
/// into it. Knows nothing of steering files or servers. Read {@link
/// org.pharosdns.cli.geo.GeoDatabase}.
@NullMarked
package org.pharosdns.cli.geo;

import org.jspecify.annotations.NullMarked;
