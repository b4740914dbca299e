package org.pharosdns.health.check;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes when one HTTP/1.1 request is answered with a wanted status and, if so asked, a wanted
/// text. Redirects are not followed: 3xx is a status like any other.
///
/// @param port used where the target names none, 1 to 65535
/// @param tls whether the request goes over TLS
/// @param path what to ask for, from the slash on
/// @param host the Host header, apart from the address probed
/// @param sni the name sent in the TLS handshake and wanted in the certificate; an address is
///     wanted in the certificate but not sent
/// @param headers more headers, in order
/// @param status the statuses that pass
/// @param body text (UTF-8) that must occur in the first `bodyLimit` octets of the body, or nothing
/// @param bodyLimit octets of the body that are read at most; a longer body is no failure
/// @param verify whether chain, dates and name of the certificate must be right
/// @param caFile certificates (PEM) to trust instead of the system's
/// @param minDays days for which the certificate must still be valid, 0: any
public record HttpCheck(
    Timing timing,
    int port,
    boolean tls,
    String method,
    String path,
    String host,
    String sni,
    Map<String, String> headers,
    List<StatusRange> status,
    @Nullable String body,
    int bodyLimit,
    boolean verify,
    @Nullable Path caFile,
    int minDays)
    implements Check {
  /// Throws IllegalArgumentException where a part would break the request into other lines or
  /// words.
  public HttpCheck {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    status = List.copyOf(status);
    requireWord("method", method);
    requireWord("path", path);
    requireWord("host", host);
    requireWord("sni", sni);
    headers.forEach(
        (name, value) -> {
          requireWord("header name", name);
          requireLine("header " + name, value);
        });
    if (bodyLimit < 1) {
      throw new IllegalArgumentException("body_limit must be at least 1");
    }
  }

  @Override
  public String kind() {
    return tls ? "https" : "http";
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

  private static void requireWord(String what, String text) {
    requireLine(what, text);
    if (text.isEmpty() || text.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(what + " must be one word: \"" + text + '"');
    }
  }

  private static void requireLine(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\t' && (c < ' ' || c == 0x7f)) {
        throw new IllegalArgumentException(what + " holds a control character");
      }
    }
  }
}
