package org.pharosdns.health.check;

import org.jspecify.annotations.Nullable;

/// Passes when a datagram is answered by a datagram that holds the expected text. The first answer
/// decides; nothing is sent twice.
///
/// @param port used where the target names none, 1 to 65535
/// @param send what to say, one octet per character (ISO 8859-1)
/// @param expect what must occur in the answer, one octet per character; nothing: any answer passes
public record UdpCheck(Timing timing, int port, String send, @Nullable String expect)
    implements Check {
  @Override
  public String kind() {
    return "udp";
  }
}
