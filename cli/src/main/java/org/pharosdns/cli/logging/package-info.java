/// The log on its way to standard error: limited by kind, queued, written by a thread of its own,
/// so that nobody who logs ever waits for whoever reads. Knows logback and nothing of ours. Read
/// {@link LogQueue} first.
///
/// ```
/// event ─► LineQuota ─► bounded queue ─► thread "log" ─► standard error
///             └ counted     └ full: counted      └ refused: counted
/// ```
@NullMarked
package org.pharosdns.cli.logging;

import org.jspecify.annotations.NullMarked;
