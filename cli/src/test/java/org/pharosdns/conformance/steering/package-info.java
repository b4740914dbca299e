/// What steering means, as tests: one test per sentence, against a server in a process of its own,
/// with endpoints that do as a script says.
///
/// Knows the server only by its octets, its commands and its files. Read {@link
/// org.pharosdns.conformance.steering.LiveZone} first. The tests that take long, for they repeat
/// themselves, stop the process or count thousands of answers, are tagged `steering`:
/// `bench/run steering` runs them.
///
/// ```
/// Endpoint (pass, hang, ...) ◄── probes ── LiveServer ◄── questions ── LiveZone, PerfectCache
///                                              ▲── commands, signals ──┘
/// ```
@NullMarked
package org.pharosdns.conformance.steering;

import org.jspecify.annotations.NullMarked;
