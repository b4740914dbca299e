package org.pharosdns.conformance.steering;

/// The check of most tests, `web`: HTTP, as fast as a busy machine allows.
final class Checks {
  /// How often it probes, milliseconds; also its timeout.
  static final int INTERVAL_MILLIS = 400;

  private Checks() {}

  /// Returns `[check.web]` with further keys.
  static String web(String... keys) {
    return named("web", keys);
  }

  /// Returns `[check.NAME]` with further keys.
  static String named(String name, String... keys) {
    return """
        [check.%s]
        type = "http"
        port = %d
        body = "ok"
        interval = "%dms"
        timeout = "%dms"
        %s
        """
        .formatted(
            name, Endpoint.port(), INTERVAL_MILLIS, INTERVAL_MILLIS, String.join("\n", keys));
  }
}
