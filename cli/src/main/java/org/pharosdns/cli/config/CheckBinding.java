package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.check.AgentCheck;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.DnsCheck;
import org.pharosdns.health.check.ExecCheck;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.GrpcCheck;
import org.pharosdns.health.check.HttpCheck;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.check.TlsCheck;
import org.pharosdns.health.check.TlsSettings;
import org.pharosdns.health.check.UdpCheck;
import org.pharosdns.health.dns.DnsQuestion;

/// Binds a check definition to the steered name that uses it: the check that probes run.
///
/// Host, SNI and question default to the owner name, so one definition used by two names may be two
/// checks, and is one monitor per target where it names its host.
public final class CheckBinding {
  /// What to do about a name that TLS cannot ask for or verify.
  static final String SERVER_NAME_HINT =
      "sni says what the certificate is for; with verify = false names may hold \"_\"";

  private CheckBinding() {}

  /// Returns the check for members of `owner`. Throws IllegalArgumentException when TLS is to ask
  /// for a name that it cannot ask for or verify.
  public static Check bind(CheckDefinition definition, DnsName owner) {
    int port = definition.port();
    return switch (definition.kind()) {
      case CheckKind.Tcp tcp -> new TcpCheck(timing(definition), port, tcp.send(), tcp.expect());
      case CheckKind.Tls it ->
          new TlsCheck(
              timing(definition), port, tls(it.tls(), hostName(owner)), it.send(), it.expect());
      case CheckKind.Http http -> http(http, timing(definition), port, owner);
      case CheckKind.Dns dns -> dns(dns, timing(definition), port, owner);
      case CheckKind.Grpc grpc -> grpc(grpc, timing(definition), port, owner);
      case CheckKind.Udp udp -> new UdpCheck(timing(definition), port, udp.send(), udp.expect());
      case CheckKind.Exec exec -> new ExecCheck(timing(definition), exec.command());
      case CheckKind.Feed feed -> new FeedCheck(definition.name(), feed.file(), feed.validity());
      case CheckKind.Agent _ -> new AgentCheck(timing(definition), port);
      case CheckKind.Constant constant -> new ConstantCheck(constant.up());
    };
  }

  private static HttpCheck http(CheckKind.Http http, Timing timing, int port, DnsName owner) {
    var request = http.request();
    var host = requireNonNullElse(request.host(), hostName(owner));
    return new HttpCheck(
        timing,
        port,
        http.tls() == null ? null : tls(http.tls(), host),
        request.method(),
        request.path(),
        host,
        request.headers(),
        http.status(),
        http.body(),
        http.bodyLimit());
  }

  private static GrpcCheck grpc(CheckKind.Grpc grpc, Timing timing, int port, DnsName owner) {
    var request = grpc.request();
    var host = requireNonNullElse(request.host(), hostName(owner));
    return new GrpcCheck(
        timing,
        port,
        grpc.tls() == null ? null : tls(grpc.tls(), host),
        grpc.service(),
        request.method(),
        request.path(),
        host,
        request.headers());
  }

  private static DnsCheck dns(CheckKind.Dns dns, Timing timing, int port, DnsName owner) {
    var name = requireNonNullElse(dns.question(), hostName(owner));
    return new DnsCheck(
        timing, port, new DnsQuestion(name, dns.qtype()), dns.rcode(), dns.address());
  }

  /// Returns whether TLS asks for the name of the owner, for the check gives no other.
  static boolean asksForOwner(CheckKind kind) {
    return switch (kind) {
      case CheckKind.Tls it -> it.tls().sni() == null;
      case CheckKind.Http http -> asksForOwner(http.tls(), http.request());
      case CheckKind.Grpc grpc -> asksForOwner(grpc.tls(), grpc.request());
      case CheckKind.Tcp _,
          CheckKind.Dns _,
          CheckKind.Udp _,
          CheckKind.Exec _,
          CheckKind.Feed _,
          CheckKind.Agent _,
          CheckKind.Constant _ ->
          false;
    };
  }

  private static boolean asksForOwner(
      CheckKind.@Nullable Security security, CheckKind.Request request) {
    return security != null && security.sni() == null && request.host() == null;
  }

  /// Throws IllegalArgumentException when TLS cannot ask for the name or verify it.
  static TlsSettings tls(CheckKind.Security security, String host) {
    var sni = security.sni() == null ? withoutPort(host) : security.sni();
    return new TlsSettings(sni, security.verify(), security.caFile(), security.minDays());
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

  /// The rhythm of a check that is probed.
  private static Timing timing(CheckDefinition definition) {
    var timing = requireNonNull(definition.timing());
    return new Timing(
        timing.interval(),
        timing.timeout(),
        timing.fast(),
        timing.jitter(),
        timing.fall(),
        timing.rise(),
        timing.okRun());
  }
}
