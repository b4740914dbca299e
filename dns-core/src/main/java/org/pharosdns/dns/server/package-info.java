/// The life of a query on one screen, and its counters.
///
/// ```
/// octets ──► parse ──► opcode, class ──► AnswerSource.Answers ──► finish ──► octets
///              └─ silence   ├─ AXFR, IXFR, UPDATE ──► ZoneRequests, answered later
///                           └─ FORMERR, NOTIMP, BADVERS, NOTAUTH, REFUSED, class CH
/// ```
///
/// A function of octets and time: no socket, no clock, no exception, no allocation. Read {@link
/// QueryProcessor} first.
@NullMarked
package org.pharosdns.dns.server;

import org.jspecify.annotations.NullMarked;
