package org.pharosdns.dns.tsig;

/// The TSIG record that an answer ends in.
public sealed interface TsigResponse permits TsigSigner, UnsignedTsig {
  /// How many octets {@link #append} adds.
  int octets();

  /// Appends the record to a finished message and counts it in the header.
  ///
  /// @param start where the message of `length` octets starts in `out`
  /// @return the new length
  int append(byte[] out, int start, int length);
}
