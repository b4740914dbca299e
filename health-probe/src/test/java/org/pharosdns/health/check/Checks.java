package org.pharosdns.health.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks as tests want them: the defaults, and one thing changed.
final class Checks {
  private Checks() {}

  static Timing within(Duration timeout) {
    return new Timing(Duration.ofSeconds(10), timeout, Duration.ofSeconds(10), 0.1, 3, 2);
  }

  static TcpCheck tcp(Timing timing) {
    return new TcpCheck(timing, 80, null, null);
  }

  static HttpCheck http(Timing timing) {
    return http(timing, null, 16 * 1024);
  }

  static HttpCheck http(Timing timing, @Nullable String body, int bodyLimit) {
    return new HttpCheck(
        timing,
        80,
        null,
        "GET",
        "/healthz",
        "www.example.com",
        Map.of(),
        List.of(new StatusRange(200, 299)),
        body,
        bodyLimit);
  }

  static HttpCheck https(Timing timing, String sni, boolean verify, @Nullable Path ca, int days) {
    return new HttpCheck(
        timing,
        443,
        new TlsSettings(sni, verify, ca, days),
        "GET",
        "/",
        sni,
        Map.of(),
        List.of(new StatusRange(200, 299)),
        null,
        16 * 1024);
  }
}
