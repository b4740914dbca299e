package org.pharosdns.zone.steer;

/// `hash`: which part of a client's address `select = "hash"` looks at, and the key of the hash.
///
/// @param v4 bits of an IPv4 address, 0 to 32
/// @param v6 bits of an IPv6 address, 0 to 128
/// @param key shared by all instances that are to give the same answers
public record NetworkHash(int v4, int v6, SipHash key) {
  /// The bits of an IPv4 address when nothing else is said.
  public static final int DEFAULT_V4 = 24;

  /// The bits of an IPv6 address when nothing else is said.
  public static final int DEFAULT_V6 = 56;

  private static final long IPV4_MARK = 4;

  /// Returns how many bits of the client's network count; a client that tells less has less.
  int bits(ClientNetwork client) {
    return Math.min(client.bits(), client.isIpv4() ? v4 : v6);
  }

  /// Returns the hash of those bits.
  long hash(ClientNetwork client) {
    var bits = bits(client);
    return client.isIpv4()
        ? key.hash(client.high(bits), IPV4_MARK)
        : key.hash(client.high(bits), client.low(bits));
  }

  /// Returns the hash of a member that all clients share.
  long hash(Address member) {
    var octets = member.octets();
    var first = 0L;
    var second = 0L;
    for (var i = 0; i < octets.length; i++) {
      first = i < 8 ? (first << 8) | (octets[i] & 0xff) : first;
      second = i < 8 ? second : (second << 8) | (octets[i] & 0xff);
    }
    return key.hash(first, second);
  }
}
