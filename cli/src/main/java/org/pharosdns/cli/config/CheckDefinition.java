package org.pharosdns.cli.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.CheckTiming;
import org.pharosdns.zone.steer.Place;

/// One `[check.NAME]`: how to test, before it is known what. A template until it is bound to a
/// steered name, which gives `host` and `sni` where they are not set.
///
/// @param timing null for the constants `up` and `down`
/// @param port 1 to 65535; 0 for the constants
/// @param host the Host header; null for the owner name
/// @param sni the name in TLS; null for the host
/// @param status `"200"` or `"200-299"`
/// @param body text that must occur, or null
/// @param bodyLimit octets read of the body
/// @param send what to say first, one octet per character, or null
/// @param expect what must come back, one octet per character, or null
public record CheckDefinition(
    String name,
    Place place,
    Type type,
    @Nullable CheckTiming timing,
    int port,
    String path,
    String method,
    Map<String, String> headers,
    @Nullable String host,
    @Nullable String sni,
    List<StatusSpan> status,
    @Nullable String body,
    int bodyLimit,
    boolean verify,
    @Nullable Path caFile,
    int minDays,
    @Nullable String send,
    @Nullable String expect) {
  /// Copies map and list; the headers keep their order.
  public CheckDefinition {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    status = List.copyOf(status);
  }

  /// The kinds of check that there are.
  public enum Type {
    TCP,
    HTTP,
    HTTPS,
    UP,
    DOWN;

    /// Whether nothing is probed.
    public boolean isConstant() {
      return this == UP || this == DOWN;
    }
  }

  /// Statuses that pass, both ends included, 100 to 599.
  public record StatusSpan(int from, int to) {}
}
