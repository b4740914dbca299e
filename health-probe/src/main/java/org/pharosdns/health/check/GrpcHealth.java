package org.pharosdns.health.check;

import java.nio.ByteBuffer;

/// The answer of the gRPC health service: `HealthCheckResponse { ServingStatus status = 1; }` as a
/// protocol buffer, behind the five octets that gRPC puts before each message.
final class GrpcHealth {
  private static final int PREFIX = 5;
  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;
  private static final int SERVICE_UNKNOWN = 3;

  private final byte[] octets;
  private int at = PREFIX;

  private GrpcHealth(byte[] octets) {
    this.octets = octets;
  }

  /// Returns if the answer is SERVING.
  ///
  /// @throws ProbeEnded failed: `not-serving`, `unknown`, `service-unknown`, `protocol`
  static void requireServing(byte[] octets) throws ProbeEnded {
    // A message that is compressed was not asked for, and there is one alone.
    if (octets.length < PREFIX || octets[0] != 0 || length(octets) != octets.length - PREFIX) {
      throw ProbeEnded.failed("protocol");
    }
    long status = new GrpcHealth(octets).status();
    if (status == SERVING) {
      return;
    }
    if (status == NOT_SERVING) {
      throw ProbeEnded.failed("not-serving");
    }
    throw ProbeEnded.failed(status == SERVICE_UNKNOWN ? "service-unknown" : "unknown");
  }

  /// The length of the message, as the prefix says.
  private static int length(byte[] octets) {
    return ByteBuffer.wrap(octets).getInt(1);
  }

  private long status() throws ProbeEnded {
    long status = 0;
    while (at < octets.length) {
      long key = varint();
      int wireType = (int) (key & 7);
      if (wireType == 0) {
        long value = varint();
        status = key >> 3 == 1 ? value : status;
      } else {
        skip(wireType);
      }
    }
    return status;
  }

  private void skip(int wireType) throws ProbeEnded {
    long count =
        switch (wireType) {
          case 1 -> 8;
          case 2 -> varint();
          case 5 -> 4;
          default -> throw ProbeEnded.failed("protocol");
        };
    if (count < 0 || count > octets.length - at) {
      throw ProbeEnded.failed("protocol");
    }
    at += (int) count;
  }

  private long varint() throws ProbeEnded {
    long value = 0;
    for (int shift = 0; shift < 64 && at < octets.length; shift += 7) {
      int octet = octets[at++];
      value |= (long) (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw ProbeEnded.failed("protocol");
  }
}
