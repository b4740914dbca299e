package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  private static final Set<String> CALL_HEADERS = Set.of("content-type", "user-agent");
  private static final Duration LEAST_VALIDITY = Duration.ofMillis(100);

  private final String name;
  private final CheckType type;
  private final TomlTable table;

  CheckKindReader(String name, CheckType type, TomlTable table) {
    this.name = name;
    this.type = type;
    this.table = table;
  }

  CheckKind read() {
    return switch (type) {
      case TCP -> new CheckKind.Tcp(octets("send"), octets("expect"));
      case TLS -> tls();
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

  private CheckKind tls() {
    var security = security();
    requireServerName(security, null);
    return new CheckKind.Tls(security, octets("send"), octets("expect"));
  }

  private CheckKind http(CheckKind.@Nullable Security security) {
    if (table.has("body") && "HEAD".equals(table.text("method"))) {
      table.error("body", "an answer to HEAD has no body");
    }
    var request = request("GET", "/");
    requireServerName(security, request.host());
    var body = table.text("body");
    var limit = requireNonNullElse(table.size("body_limit", 1, 16 << 20), 16 << 10);
    requireRoom(body, limit);
    return new CheckKind.Http(security, request, status(), body, limit);
  }

  private void requireRoom(@Nullable String body, int limit) {
    var length = body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length;
    if (length > limit) {
      table.add(
          table
              .place("body")
              .error("body has " + length + " octets, and no more than " + limit + " are read")
              .withHint("body_limit says how much of an answer is looked at"));
    }
  }

  /// Reports a name that TLS cannot ask for, or that cannot be verified. That of the owner is not
  /// known yet.
  private void requireServerName(CheckKind.@Nullable Security tls, @Nullable String host) {
    if (tls == null || (tls.sni() == null && host == null)) {
      return;
    }
    try {
      CheckBinding.tls(tls, requireNonNullElse(host, ""));
    } catch (IllegalArgumentException e) {
      table.add(
          table
              .place(tls.sni() == null ? "host" : "sni")
              .error(String.valueOf(e.getMessage()))
              .withHint(CheckBinding.SERVER_NAME_HINT));
    }
  }

  private CheckKind dns() {
    var qtype = table.parsed("qtype", "text", CheckKindReader::questionType);
    var address = table.parsed("address", "\"any\" or an address", CheckKindReader::wantedAddress);
    if (address != null && qtype != null && !mayHold(qtype, address)) {
      table.add(
          table
              .place("address")
              .error(
                  "an answer to %s never holds %s"
                      .formatted(
                          RecordType.mnemonic(qtype),
                          address.equals(DnsCheck.ANY) ? "an address" : address))
              .withHint("addresses are looked for in answers to \"A\" and \"AAAA\""));
    }
    return new CheckKind.Dns(
        table.parsed("question", "a name", text -> DnsName.parse(text).toString()),
        requireNonNullElse(qtype, RecordType.A),
        requireNonNullElse(table.parsed("rcode", "text", DnsReply::rcode), 0),
        address);
  }

  private static Integer questionType(String text) {
    var type = Values.recordType(text);
    if (type == 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is reserved and cannot be asked for: write a type such as \"A\"");
    }
    return type;
  }

  private static boolean mayHold(int qtype, String address) {
    return switch (qtype) {
      case RecordType.ANY -> true;
      case RecordType.A, RecordType.AAAA ->
          address.equals(DnsCheck.ANY) || Address.parse(address).type() == qtype;
      default -> false;
    };
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
    var request = request("POST", GrpcCheck.HEALTH_CHECK);
    requireServerName(tls ? security : null, request.host());
    return new CheckKind.Grpc(
        tls ? security : null, request, requireNonNullElse(table.text("service"), ""));
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
        requireNonNullElse(table.parsed("method", "text", HttpToken::parse), method),
        requireNonNullElse(word("path"), path),
        word("host"),
        table.texts("headers", this::headerValue));
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

  private String headerValue(String header, String value) {
    if (header.equalsIgnoreCase("host")) {
      throw new IllegalArgumentException(
          "\"" + header + "\" is no header that can be set here: there is the key host");
    }
    HttpToken.requireFree(header, type == CheckType.GRPC ? CALL_HEADERS : Set.of());
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
          "\""
              + text
              + "\" is no status that an answer ends with: write \"200\" or \"200-299\", from"
              + " 200 to 599",
          e);
    }
  }
}
