/// What the tests of all modules share: generated inputs for fuzz tests, a second reader of DNS
/// messages, a shrinker of failing sequences, and file systems for real faults.
///
/// ```
/// committed inputs ──► GeneratedInputs ──► FuzzTarget   (on each build, and bench/run fuzz)
///                └───► jazzer ───────────► FuzzTarget   (JAZZER_FUZZ=1)
/// ```
///
/// Knows nothing of the server: octets only. Read {@link org.pharosdns.testkit.GeneratedInputs}
/// first.
@NullMarked
package org.pharosdns.testkit;

import org.jspecify.annotations.NullMarked;
