/// Questions to other name servers: generated zones and queries, asked of this server and of NSD,
/// Knot and BIND, octet for octet the same.
///
/// Where the three agree and this server differs, the test fails. Where they differ among
/// themselves, {@link org.pharosdns.conformance.oracle.KnownDifference} names the class and the
/// sentence that decides. Everything follows from a seed. Read {@link
/// org.pharosdns.conformance.oracle.OracleTest} first.
///
/// ```
/// seed ─► ZoneGenerator ─► zone files ─► Peer × 4 ◄─ Exchange ◄─ QueryGenerator ◄─ seed
///                                                        └─► Comparison ─► Tally
/// ```
@NullMarked
package org.pharosdns.conformance.oracle;

import org.jspecify.annotations.NullMarked;
