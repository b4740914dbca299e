package org.pharosdns.dns.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned integers in network byte order (RFC 1035 section 2.3.2) inside octet arrays.
///
/// Offsets outside the array throw `IndexOutOfBoundsException`; callers check lengths first.
public final class Octets {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Octets() {}

  /// Returns the octet at `offset`, 0 to 255.
  public static int u8(byte[] octets, int offset) {
    return octets[offset] & 0xff;
  }

  /// Returns the two octets at `offset`, 0 to 65535.
  public static int u16(byte[] octets, int offset) {
    return (short) SHORT.get(octets, offset) & 0xffff;
  }

  /// Returns the four octets at `offset`; values from 2^31 come out negative.
  public static int i32(byte[] octets, int offset) {
    return (int) INT.get(octets, offset);
  }

  /// Returns the four octets at `offset`, 0 to 2^32 − 1.
  public static long u32(byte[] octets, int offset) {
    return i32(octets, offset) & 0xffff_ffffL;
  }

  /// Returns the eight octets at `offset`.
  public static long i64(byte[] octets, int offset) {
    return (long) LONG.get(octets, offset);
  }

  /// Writes the low 16 bits of `value` at `offset`.
  public static void putU16(byte[] octets, int offset, int value) {
    SHORT.set(octets, offset, (short) value);
  }

  /// Writes `value` at `offset`, four octets.
  public static void putI32(byte[] octets, int offset, int value) {
    INT.set(octets, offset, value);
  }

  /// Writes `value` at `offset`, eight octets.
  public static void putI64(byte[] octets, int offset, long value) {
    LONG.set(octets, offset, value);
  }
}
