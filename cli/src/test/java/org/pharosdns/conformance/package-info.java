/// What the standards prescribe, as tests: expectation tables by RFC and section, and questions to
/// other name servers.
///
/// Knows the server only by its octets: answers are taken apart by {@link
/// org.pharosdns.conformance.ReplyDecoder}, which shares no code with the writer. Read
/// {@link org.pharosdns.conformance.Ask} and {@link org.pharosdns.conformance.Reply} first.
///
/// ```
/// Ask (octets) ──► Serving (in process)          ──► octets ──► ReplyDecoder ──► Reply ──► text
///              └─► oracle: Pharos, NSD, Knot, BIND ──►
/// ```
@NullMarked
package org.pharosdns.conformance;

import org.jspecify.annotations.NullMarked;
