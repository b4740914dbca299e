package org.pharosdns.dns.tsig;

/// What came of looking at a signed request.
public sealed interface TsigOutcome {
  /// The signature is good.
  ///
  /// @param signer signs the answer; its key is the client's
  record Good(TsigSigner signer) implements TsigOutcome {}

  /// The record makes no sense: the answer is FORMERR.
  record Malformed() implements TsigOutcome {}

  /// The answer is NOTAUTH.
  ///
  /// @param response says BADKEY, BADSIG or BADTIME
  record Rejected(TsigResponse response) implements TsigOutcome {}
}
