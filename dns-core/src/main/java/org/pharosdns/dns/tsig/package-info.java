/// Transaction signatures (RFC 8945): verifying signed messages and signing answers, on octets.
///
/// ```
/// signed query ──► TsigVerifier ──► TsigResponse: what the answer's TSIG record will say
///                    └ TsigKeys        └ octets(): room to keep   append(): signs
/// message of ours ──► TsigSigner ──► signed
/// ```
///
/// Only signed messages get here, so it may allocate. It must not know what a message means. Read
/// {@link TsigVerifier} first.
@NullMarked
package org.pharosdns.dns.tsig;

import org.jspecify.annotations.NullMarked;
