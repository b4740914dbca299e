package org.pharosdns.health.check;

import org.jspecify.annotations.Nullable;

/// Passes when a TLS handshake shows a good certificate and, if so asked, the expected text comes
/// back over the secured connection.
///
/// @param port used where the target names none, 1 to 65535
/// @param send what to say first, one octet per character (ISO 8859-1), or nothing
/// @param expect what must occur in the first 16 KiB that come, one octet per character, or nothing
public record TlsCheck(
    Timing timing, int port, TlsSettings tls, @Nullable String send, @Nullable String expect)
    implements Check {
  @Override
  public String kind() {
    return "tls";
  }
}
