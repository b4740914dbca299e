package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Networks;
import org.pharosdns.dns.server.RateLimits;
import org.pharosdns.zone.steer.Address;

/// Reads `[rate_limit]` and `[cookies]`.
final class FloodReader {
  /// Loopback, private and link-local networks: nobody spoofs these from outside.
  private static final List<Networks.Prefix> NEAR =
      Stream.of(
              "127.0.0.0/8",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "::1",
              "fc00::/7",
              "fe80::/10")
          .map(FloodReader::network)
          .toList();

  private static final Keys RATE_LIMIT_KEYS =
      new Keys(Set.of("responses_per_second", "slip", "log_only", "exempt"), Map.of());
  private static final Keys COOKIE_KEYS = new Keys(Set.of("enabled", "secret_file"), Map.of());

  private FloodReader() {}

  /// Reads both sections of `pharos.toml`.
  static FloodSection read(TomlTable root) {
    var cookies = root.table("cookies");
    if (cookies != null) {
      cookies.allow(COOKIE_KEYS);
    }
    return new FloodSection(
        rateLimits(root.table("rate_limit")),
        cookies == null || requireNonNullElse(cookies.flag("enabled"), true),
        cookies == null ? null : cookies.path("secret_file"));
  }

  private static @Nullable RateLimits rateLimits(@Nullable TomlTable table) {
    if (table == null) {
      return null;
    }
    table.allow(RATE_LIMIT_KEYS);
    return new RateLimits(
        requireNonNullElse(table.integer("responses_per_second", 1, 1_000_000), 100),
        requireNonNullElse(table.integer("slip", 0, 100), 2),
        requireNonNullElse(table.flag("log_only"), false),
        new Networks(requireNonNullElse(table.list("exempt", FloodReader::network), NEAR)));
  }

  /// Returns the network that `192.0.2.0/24` or `192.0.2.1` says.
  ///
  /// @throws IllegalArgumentException when it is none
  private static Networks.Prefix network(String text) {
    var slash = text.indexOf('/');
    try {
      var address = Address.parse(slash < 0 ? text : text.substring(0, slash)).octets();
      return new Networks.Prefix(
          address,
          slash < 0 ? Byte.SIZE * address.length : Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no network: write \"192.0.2.0/24\" or \"2001:db8::/32\"", e);
    }
  }
}
