package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.check.DnsCheck;
import org.pharosdns.health.check.GrpcCheck;
import org.pharosdns.health.check.StatusRange;
import org.pharosdns.health.dns.DnsReply;
import org.pharosdns.zone.steer.Address;

/// Reads the keys of `[check.NAME]` that depend on its type.
final class CheckKindReader {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> OURS = Set.of("connection", "content-length", "host");
  private static final Duration LEAST_VALIDITY = Duration.ofMillis(100);

  private final String name;
  private final TomlTable table;

  CheckKindReader(String name, TomlTable table) {
    this.name = name;
    this.table = table;
  }

  CheckKind read(CheckType type) {
    return switch (type) {
      case TCP -> new CheckKind.Tcp(octets("send"), octets("expect"));
      case TLS -> new CheckKind.Tls(security(), octets("send"), octets("expect"));
      case HTTP -> http(null);
      case HTTPS -> http(security());
      case DNS -> dns();
      case GRPC -> grpc();
      case UDP -> udp();
      case EXEC -> new CheckKind.Exec(command());
      case FEED -> feed();
      case AGENT -> new CheckKind.Agent();
      case UP -> new CheckKind.Constant(true);
      case DOWN -> new CheckKind.Constant(false);
    };
  }

  private CheckKind http(CheckKind.@Nullable Security security) {
    if (table.has("body") && "HEAD".equals(table.text("method"))) {
      table.error("body", "an answer to HEAD has no body");
    }
    return new CheckKind.Http(
        security,
        request("GET", "/"),
        status(),
        table.text("body"),
        requireNonNullElse(table.size("body_limit", 1, 16 << 20), 16 << 10));
  }

  private CheckKind dns() {
    return new CheckKind.Dns(
        table.parsed("question", "a name", text -> DnsName.parse(text).toString()),
        requireNonNullElse(table.parsed("qtype", "text", Values::recordType), RecordType.A),
        requireNonNullElse(table.parsed("rcode", "text", DnsReply::rcode), 0),
        table.parsed("address", "\"any\" or an address", CheckKindReader::wantedAddress));
  }

  private static String wantedAddress(String text) {
    if (text.equals(DnsCheck.ANY)) {
      return text;
    }
    var address = Address.parse(text);
    if (address.type() == Address.AAAA
        && InetAddress.ofLiteral(text) instanceof Inet4Address mapped) {
      throw new IllegalArgumentException(
          "\"%s\" is an IPv4 address: write \"%s\"".formatted(text, mapped.getHostAddress()));
    }
    return address.toString();
  }

  private CheckKind grpc() {
    var security = security();
    var tls = requireNonNullElse(table.flag("tls"), false);
    if (!tls) {
      for (var key : List.of("sni", "verify", "ca_file", "min_days")) {
        if (table.has(key)) {
          table.error(key, "\"" + key + "\" needs tls = true");
        }
      }
    }
    return new CheckKind.Grpc(
        tls ? security : null,
        request("POST", GrpcCheck.HEALTH_CHECK),
        requireNonNullElse(table.text("service"), ""));
  }

  private CheckKind udp() {
    var send = octets("send");
    if (send == null && !table.has("send")) {
      table.add(
          table
              .place()
              .error("check \"" + name + "\" of type \"udp\" needs something to send")
              .withHint("send = \"ping\""));
    }
    return new CheckKind.Udp(requireNonNullElse(send, ""), octets("expect"));
  }

  private List<String> command() {
    var command = table.list("command", text -> text);
    if (table.listSize("command") == 0 && (command != null || !table.has("command"))) {
      table.add(
          table
              .place()
              .error("check \"" + name + "\" of type \"exec\" needs a command")
              .withHint("command = [\"/usr/local/bin/test-it\", \"{address}\"]"));
    }
    return command == null || command.isEmpty() ? List.of("false") : command;
  }

  private CheckKind feed() {
    var validity = table.duration("validity", LEAST_VALIDITY);
    if (validity == null && !table.has("validity")) {
      table.add(
          table
              .place()
              .error(
                  "check \"" + name + "\" of type \"feed\" needs to know how long a verdict counts")
              .withHint("validity = \"30s\""));
    }
    return new CheckKind.Feed(
        table.path("file"), requireNonNullElse(validity, Duration.ofSeconds(30)));
  }

  private CheckKind.Security security() {
    return new CheckKind.Security(
        word("sni"),
        requireNonNullElse(table.flag("verify"), true),
        table.path("ca_file"),
        requireNonNullElse(table.integer("min_days", 0, 10_000), 0));
  }

  private CheckKind.Request request(String method, String path) {
    return new CheckKind.Request(
        requireNonNullElse(table.parsed("method", "text", CheckKindReader::token), method),
        requireNonNullElse(word("path"), path),
        word("host"),
        table.texts("headers", CheckKindReader::headerValue));
  }

  private @Nullable String octets(String key) {
    return table.parsed(key, "text", Values::octets);
  }

  private @Nullable String word(String key) {
    return table.parsed(key, "text", text -> printable(key, text));
  }

  private static String printable(String key, String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new IllegalArgumentException(
          key + " must be one word of printable ASCII: \"" + text + "\"");
    }
    if (key.equals("path") && !text.startsWith("/")) {
      throw new IllegalArgumentException("path must begin with a slash: \"" + text + "\"");
    }
    return text;
  }

  private static String token(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no token of RFC 9110");
    }
    return text;
  }

  private static String headerValue(String header, String value) {
    token(header);
    if (OURS.contains(header.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "\""
              + header
              + "\" is no header that can be set here"
              + (header.equalsIgnoreCase("host") ? ": there is the key host" : ""));
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("header " + header + " holds a control character");
    }
    return value;
  }

  private List<StatusRange> status() {
    var ranges = table.list("status", CheckKindReader::range);
    if (ranges != null && table.listSize("status") == 0) {
      table.error("status", "status needs at least one \"200\" or \"200-299\"");
    }
    return ranges == null ? List.of(new StatusRange(200, 299)) : ranges;
  }

  private static StatusRange range(String text) {
    try {
      return StatusRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no status: write \"200\" or \"200-299\", from 100 to 599", e);
    }
  }
}
