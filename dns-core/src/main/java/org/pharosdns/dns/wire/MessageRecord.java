package org.pharosdns.dns.wire;

import org.jspecify.annotations.Nullable;

/// A record of a message that came over the network. Not for the query path: it allocates.
///
/// @param recordClass unlike in a zone, any class
/// @param ttlSeconds as it stands there: values from 2^31 come out negative
/// @param rdataOffset where the RDATA starts in the message
public record MessageRecord(
    DnsName owner, int type, int recordClass, int ttlSeconds, int rdataOffset, int rdataOctets) {
  private static final int FIXED_OCTETS = 10;

  /// Returns the record that starts at `offset` of a message, or null when there is none.
  public static @Nullable MessageRecord read(byte[] message, int offset) {
    var owner = MessageName.read(message, 0, offset, message.length);
    var fixed = offset + MessageName.octets(message, offset, message.length);
    if (owner == null || message.length - fixed < FIXED_OCTETS) {
      return null;
    }
    var rdataOctets = Octets.u16(message, fixed + 8);
    return message.length - fixed - FIXED_OCTETS < rdataOctets
        ? null
        : new MessageRecord(
            owner,
            Octets.u16(message, fixed),
            Octets.u16(message, fixed + 2),
            Octets.i32(message, fixed + 4),
            fixed + FIXED_OCTETS,
            rdataOctets);
  }

  /// Where the next record starts.
  public int end() {
    return rdataOffset + rdataOctets;
  }
}
