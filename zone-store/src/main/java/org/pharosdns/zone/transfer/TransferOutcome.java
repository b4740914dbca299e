package org.pharosdns.zone.transfer;

import org.pharosdns.dns.wire.DnsName;

/// How a transfer has ended.
sealed interface TransferOutcome {
  /// The zone was copied, in so many records.
  record Copied(long records) implements TransferOutcome {}

  /// One message was all: the SOA for who has this version, or an RCODE.
  record Brief() implements TransferOutcome {}

  /// The client has left before the end.
  record Left() implements TransferOutcome {}

  /// A record of that owner fits into no message, signed as this client wants it: it was answered
  /// SERVFAIL.
  record TooLarge(DnsName owner) implements TransferOutcome {}
}
