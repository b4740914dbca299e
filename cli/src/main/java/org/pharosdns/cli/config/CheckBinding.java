package org.pharosdns.cli.config;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.HttpCheck;
import org.pharosdns.health.check.StatusRange;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;
import org.pharosdns.zone.steer.CheckTiming;

/// Binds a check definition to the steered name that uses it: the check that probes run.
///
/// Host and SNI default to the owner name, so one definition used by two names may be two checks,
/// and is one monitor per target where it names its host.
public final class CheckBinding {
  private CheckBinding() {}

  /// Returns the check for members of `owner`.
  public static Check bind(CheckDefinition definition, DnsName owner) {
    var timing = timing(definition.timing());
    return switch (definition.type()) {
      case TCP -> new TcpCheck(timing, definition.port(), definition.send(), definition.expect());
      case HTTP -> http(definition, timing, owner, false);
      case HTTPS -> http(definition, timing, owner, true);
      case UP -> new ConstantCheck(true);
      case DOWN -> new ConstantCheck(false);
    };
  }

  private static HttpCheck http(
      CheckDefinition definition, Timing timing, DnsName owner, boolean tls) {
    var host = definition.host() == null ? hostName(owner) : definition.host();
    return new HttpCheck(
        timing,
        definition.port(),
        tls,
        definition.method(),
        definition.path(),
        host,
        definition.sni() == null ? withoutPort(host) : definition.sni(),
        definition.headers(),
        definition.status().stream().map(s -> new StatusRange(s.from(), s.to())).toList(),
        definition.body(),
        definition.bodyLimit(),
        definition.verify(),
        definition.caFile(),
        definition.minDays());
  }

  /// The owner as a host: without the final dot; a wildcard stands for any name it matches, so its
  /// label is `wildcard`, a name that a certificate of the wildcard covers.
  private static String hostName(DnsName owner) {
    var text = owner.toString();
    var name = text.substring(0, text.length() - 1);
    return owner.isWildcard() ? "wildcard" + name.substring(1) : name;
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, Math.max(1, host.indexOf(']')));
    }
    var colon = host.indexOf(':');
    return colon < 0 || colon != host.lastIndexOf(':') ? host : host.substring(0, colon);
  }

  private static Timing timing(@Nullable CheckTiming timing) {
    return timing == null
        ? Timing.DEFAULTS
        : new Timing(
            timing.interval(),
            timing.timeout(),
            timing.fast(),
            timing.jitter(),
            timing.fall(),
            timing.rise(),
            timing.okRun());
  }
}
