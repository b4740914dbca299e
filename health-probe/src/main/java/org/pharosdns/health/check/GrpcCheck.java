package org.pharosdns.health.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes when the gRPC health service (`grpc.health.v1.Health/Check`) says SERVING.
///
/// @param port used where the target names none, 1 to 65535
/// @param tls how TLS is spoken; null: HTTP/2 in clear text with prior knowledge
/// @param service the service asked about; empty: the server as a whole
/// @param authority the `:authority` pseudo-header
/// @param headers more headers, in order
public record GrpcCheck(
    Timing timing,
    int port,
    @Nullable TlsSettings tls,
    String service,
    String method,
    String path,
    String authority,
    Map<String, String> headers)
    implements Check {
  /// The method that every health service implements.
  public static final String HEALTH_CHECK = "/grpc.health.v1.Health/Check";

  /// Throws IllegalArgumentException where a part would break the request into other lines or
  /// words.
  public GrpcCheck {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    Words.requireWord("method", method);
    Words.requireWord("path", path);
    Words.requireWord("host", authority);
    headers.forEach(
        (name, value) -> {
          Words.requireWord("header name", name);
          Words.requireLine("header " + name, value);
        });
  }

  @Override
  public String kind() {
    return "grpc";
  }
}
