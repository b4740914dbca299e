package org.pharosdns.zone.steer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SipHash-2-4 of 16 octets: a hash that nobody can predict without the key. Equal keys give equal
/// hashes on every machine. Allocates nothing.
///
/// @param key0 the first 8 octets of the key, little-endian
/// @param key1 the last 8
public record SipHash(long key0, long key1) {
  private static final int WORDS = 3;
  private static final int LAST_ROUNDS = 4;

  /// The last word of a message of 16 octets: its length in the highest octet.
  private static final long LENGTH = 16L << 56;

  /// Returns the hash with the key that `secret` stands for: the start of its SHA-256.
  public static SipHash ofSecret(byte[] secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(secret);
      var words = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
      return new SipHash(words.getLong(), words.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Returns the hash of two little-endian words.
  long hash(long first, long second) {
    var v0 = key0 ^ 0x736f6d6570736575L;
    var v1 = key1 ^ 0x646f72616e646f6dL;
    var v2 = key0 ^ 0x6c7967656e657261L;
    var v3 = key1 ^ 0x7465646279746573L;
    for (var round = 0; round < 2 * WORDS + LAST_ROUNDS; round++) {
      var word = round < 2 ? first : round < 4 ? second : LENGTH;
      if (round < 2 * WORDS && round % 2 == 0) {
        v3 ^= word;
      }
      if (round == 2 * WORDS) {
        v2 ^= 0xff;
      }
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
      if (round < 2 * WORDS && round % 2 == 1) {
        v0 ^= word;
      }
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }
}
