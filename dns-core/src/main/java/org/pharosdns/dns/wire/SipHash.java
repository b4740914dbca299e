package org.pharosdns.dns.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SipHash-2-4: a short keyed hash that nobody without the key can foretell. Allocates nothing.
public final class SipHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long INIT_0 = 0x736f6d6570736575L;
  private static final long INIT_1 = 0x646f72616e646f6dL;
  private static final long INIT_2 = 0x6c7967656e657261L;
  private static final long INIT_3 = 0x7465646279746573L;

  private final long key0;
  private final long key1;

  /// @param key 16 octets
  public SipHash(byte[] key) {
    key0 = (long) WORD.get(key, 0);
    key1 = (long) WORD.get(key, Long.BYTES);
  }

  /// Returns the hash of `length` octets from `offset` on; its octets stand in little-endian order,
  /// as everyone writes them.
  public long hash(byte[] octets, int offset, int length) {
    var v0 = INIT_0 ^ key0;
    var v1 = INIT_1 ^ key1;
    var v2 = INIT_2 ^ key0;
    var v3 = INIT_3 ^ key1;
    var words = length / Long.BYTES;
    for (var i = 0; i <= words + 1; i++) {
      var ends = i > words;
      var word = ends ? 0 : word(octets, offset, length, i);
      v3 ^= word;
      v2 ^= ends ? 0xff : 0;
      for (var rounds = ends ? 4 : 2; rounds > 0; rounds--) {
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
      }
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /// Equal hashes have equal keys.
  @Override
  public boolean equals(Object other) {
    return other instanceof SipHash hash && hash.key0 == key0 && hash.key1 == key1;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(key0 ^ key1);
  }

  /// Returns the word at `index`. The last one holds the octets behind the whole words, and the
  /// length in its highest octet.
  private static long word(byte[] octets, int offset, int length, int index) {
    var from = offset + index * Long.BYTES;
    var rest = length - index * Long.BYTES;
    if (rest >= Long.BYTES) {
      return (long) WORD.get(octets, from);
    }
    var word = (long) length << 56;
    for (var i = 0; i < rest; i++) {
      word |= (octets[from + i] & 0xffL) << (Byte.SIZE * i);
    }
    return word;
  }
}
