package org.pharosdns.cli.admin;

import java.util.Map;

/// What the JDK's HTTP server takes from strangers; it reads that from system properties when its
/// first server is made. What somebody has set is left alone.
final class HttpLimits {
  /// Seconds for a whole request, octets of header fields, how many of those, connections, and how
  /// many of them may be kept open between requests.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "sun.net.httpserver.maxReqHeaders", "100",
          "jdk.httpserver.maxConnections", "128",
          "sun.net.httpserver.maxIdleConnections", "32");

  private HttpLimits() {}

  /// To be called before any server is made.
  static void apply() {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
