/// What is told of each query outside: the query log, a file of JSON lines, and dnstap.
///
/// ```
/// TapRing, one per event loop ──► QueryLog, a thread ── QueryLogLine ──► LogFile
/// FrameRing, one per event loop, built by DnstapFrames ──► Dnstap, a thread ──► FrameStream
/// ```
///
/// Each has rings and a thread of its own, so that a full disk does not stop dnstap. No event loop
/// ever waits for them: what finds no room is counted. Knows nothing of zones and health. Read
/// {@link org.pharosdns.cli.tap.Taps} first.
@NullMarked
package org.pharosdns.cli.tap;

import org.jspecify.annotations.NullMarked;
