package org.pharosdns.zone.steer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.SipHash;

/// `hash`: which part of a client's address `select = "hash"` looks at, and the key of the hash.
///
/// @param v4 bits of an IPv4 address, 1 to 32
/// @param v6 bits of an IPv6 address, 1 to 128
/// @param key shared by all instances that are to give the same answers
public record NetworkHash(int v4, int v6, SipHash key) {
  /// The bits of an IPv4 address when nothing else is said.
  public static final int DEFAULT_V4 = 24;

  /// The bits of an IPv6 address when nothing else is said.
  public static final int DEFAULT_V6 = 56;

  /// The octets that {@link #pair} and {@link #network} need to work in.
  static final int SCRATCH_OCTETS = 2 * Long.BYTES;

  private static final int KEY_OCTETS = 16;
  private static final long IPV4_MARK = 4;

  /// Returns the key that `secret` stands for: the start of its SHA-256.
  public static SipHash keyOf(byte[] secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(secret);
      return new SipHash(Arrays.copyOf(digest, KEY_OCTETS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Returns how many bits of the client's network count; a client that tells less has less.
  int bits(ClientNetwork client) {
    return Math.min(client.bits(), client.isIpv4() ? v4 : v6);
  }

  /// Returns the hash of those bits.
  long network(ClientNetwork client, byte[] scratch) {
    var bits = bits(client);
    return pair(client.high(bits), client.isIpv4() ? IPV4_MARK : client.low(bits), scratch);
  }

  /// Returns the hash of a member, the same for every client.
  long member(Endpoint member) {
    var octets =
        switch (member) {
          case Address address -> address.octets();
          case HostName host -> host.name().wire();
        };
    return key.hash(octets, 0, octets.length);
  }

  /// Returns the hash of two words.
  long pair(long first, long second, byte[] scratch) {
    putI64(scratch, 0, first);
    putI64(scratch, Long.BYTES, second);
    return key.hash(scratch, 0, SCRATCH_OCTETS);
  }

  private static void putI64(byte[] out, int offset, long value) {
    Octets.putI32(out, offset, (int) (value >>> Integer.SIZE));
    Octets.putI32(out, offset + Integer.BYTES, (int) value);
  }
}
