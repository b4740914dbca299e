/// Verdicts that others reach: pushed, or read from a file. Knows nothing of who uses them. Read
/// {@link Feeds} first.
///
/// ```
/// PUT ─► Feeds.push ─┐
/// file ─► FeedFile ──┴─► FeedText ─► HealthMonitors.report
///         every second
/// ```
@NullMarked
package org.pharosdns.health.feed;

import org.jspecify.annotations.NullMarked;
