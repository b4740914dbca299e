package org.pharosdns.health.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes when one HTTP/1.1 request is answered with a wanted status and, if so asked, a wanted
/// text. Redirects are not followed: 3xx is a status like any other.
///
/// @param port used where the target names none, 1 to 65535
/// @param tls how TLS is spoken; null: the request goes in clear text
/// @param path what to ask for, from the slash on
/// @param host the Host header, apart from the address probed
/// @param headers more headers, in order
/// @param status the statuses that pass
/// @param body text (UTF-8) that must occur in the first `bodyLimit` octets of the body, or nothing
/// @param bodyLimit octets of the body that are read at most; a longer body is no failure
public record HttpCheck(
    Timing timing,
    int port,
    @Nullable TlsSettings tls,
    String method,
    String path,
    String host,
    Map<String, String> headers,
    List<StatusRange> status,
    @Nullable String body,
    int bodyLimit)
    implements Check {
  /// Throws IllegalArgumentException where a part would break the request into other lines or
  /// words.
  public HttpCheck {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    status = List.copyOf(status);
    Words.requireWord("method", method);
    Words.requireWord("path", path);
    Words.requireWord("host", host);
    headers.forEach(
        (name, value) -> {
          Words.requireWord("header name", name);
          Words.requireLine("header " + name, value);
        });
    if (bodyLimit < 1) {
      throw new IllegalArgumentException("body_limit must be at least 1");
    }
  }

  @Override
  public String kind() {
    return tls == null ? "http" : "https";
  }

  /// Returns whether a status passes.
  public boolean accepts(int code) {
    for (StatusRange range : status) {
      if (range.contains(code)) {
        return true;
      }
    }
    return false;
  }
}
