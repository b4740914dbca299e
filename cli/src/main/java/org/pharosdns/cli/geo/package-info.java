/// Where networks are, read from a MaxMind database file.
///
/// The file is walked once per load; no query ever looks into it. Nothing in a file makes the walk
/// endless, deep or large. Knows nothing of steering files or servers. Read {@link
/// org.pharosdns.cli.geo.GeoDatabase}.
@NullMarked
package org.pharosdns.cli.geo;

import org.jspecify.annotations.NullMarked;
