package org.pharosdns.dns.server;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.tsig.TsigSigner;

/// Who carries out what concerns a whole zone: transfers and updates. They take longer than an
/// event loop may, and are answered later.
public interface ZoneRequests {
  /// Allows nothing to anybody.
  ZoneRequests NONE = (query, signer) -> Admission.REFUSED;

  /// What becomes of a request.
  enum Admission {
    /// It is answered later by {@link org.pharosdns.dns.query.Client#replyPath}.
    TAKEN,
    /// The SOA is the answer to this IXFR over UDP, at once (RFC 1995 section 2).
    SOA_ALONE,
    /// A copy over UDP is not defined (RFC 5936 section 4.2): NOTIMP.
    NOT_OVER_UDP,
    /// This client may not do that.
    REFUSED,
    /// Too many wait already: SERVFAIL.
    BUSY
  }

  /// Takes over an AXFR, IXFR or UPDATE whose question names a zone served here. On the event loop:
  /// whatever takes long happens elsewhere, on a {@link ZoneRequest}.
  ///
  /// @param signer of the answer, holding the client's key; null for an unsigned request
  Admission take(Query query, @Nullable TsigSigner signer);
}
