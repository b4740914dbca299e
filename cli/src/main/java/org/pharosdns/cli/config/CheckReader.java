package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.CheckDefinition.StatusSpan;
import org.pharosdns.zone.steer.CheckTiming;

/// Reads one `[check.NAME]`.
final class CheckReader {
  private static final Set<String> TIMING =
      Set.of("type", "port", "interval", "timeout", "jitter", "fast", "fall", "rise", "leaky");
  private static final Set<String> TCP = Set.of("send", "expect");
  private static final Set<String> HTTP =
      Set.of("path", "method", "headers", "host", "status", "body", "body_limit");
  private static final Set<String> TLS = Set.of("sni", "verify", "ca_file", "min_days");
  private static final Keys KEYS = keys();
  private static final Map<String, CheckDefinition.Type> TYPES = types();
  private static final Set<String> LATER_TYPES =
      Set.of("tls", "dns", "grpc", "udp", "exec", "feed", "agent");
  private static final Pattern STATUS = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Duration LEAST = Duration.ofMillis(10);

  private final String name;
  private final TomlTable table;

  private CheckReader(String name, TomlTable table) {
    this.name = name;
    this.table = table;
  }

  private static Keys keys() {
    var known = new TreeSet<String>();
    List.of(TIMING, TCP, HTTP, TLS).forEach(known::addAll);
    var later = new LinkedHashMap<String, String>();
    for (var key :
        List.of(
            "question",
            "qtype",
            "rcode",
            "address",
            "service",
            "tls",
            "command",
            "file",
            "validity")) {
      later.put(key, "");
    }
    return new Keys(known, later);
  }

  private static Map<String, CheckDefinition.Type> types() {
    var types = new LinkedHashMap<String, CheckDefinition.Type>();
    types.put("tcp", CheckDefinition.Type.TCP);
    types.put("http", CheckDefinition.Type.HTTP);
    types.put("https", CheckDefinition.Type.HTTPS);
    types.put("up", CheckDefinition.Type.UP);
    types.put("down", CheckDefinition.Type.DOWN);
    return types;
  }

  /// Reads all checks of a file, by name.
  static Map<String, CheckDefinition> readAll(TomlTable root) {
    var checks = new LinkedHashMap<String, CheckDefinition>();
    root.tables("check")
        .forEach(
            (name, table) -> {
              var check = new CheckReader(name, table).read();
              if (check != null) {
                checks.put(name, check);
              }
            });
    return checks;
  }

  private @Nullable CheckDefinition read() {
    table.allow(KEYS);
    var type = type();
    if (type == null) {
      return null;
    }
    refuseForeignKeys(type);
    return new CheckDefinition(
        name,
        table.place(),
        type,
        type.isConstant() ? null : timing(),
        type.isConstant() ? 0 : port(type),
        word("path", "/"),
        method(),
        headers(),
        hostOrNull(),
        table.text("sni"),
        status(),
        table.text("body"),
        requireNonNullElse(table.size("body_limit", 1, 16 << 20), 16 << 10),
        requireNonNullElse(table.flag("verify"), true),
        table.path("ca_file"),
        requireNonNullElse(table.integer("min_days", 0, 10_000), 0),
        table.parsed("send", "text", Values::octets),
        table.parsed("expect", "text", Values::octets));
  }

  private CheckDefinition.@Nullable Type type() {
    if (!table.has("type")) {
      table.add(
          table
              .place()
              .error("check \"" + name + "\" has no type")
              .withHint("type = \"tcp\", \"http\", \"https\", \"up\" or \"down\""));
      return null;
    }
    var word = table.text("type");
    if (word != null && LATER_TYPES.contains(word)) {
      table.error("type", "checks of type \"" + word + "\" are not supported yet");
      return null;
    }
    return table.choice("type", TYPES);
  }

  private void refuseForeignKeys(CheckDefinition.Type type) {
    var allowed = new TreeSet<String>();
    switch (type) {
      case UP, DOWN -> allowed.add("type");
      case TCP -> List.of(TIMING, TCP).forEach(allowed::addAll);
      case HTTP -> List.of(TIMING, HTTP).forEach(allowed::addAll);
      case HTTPS -> List.of(TIMING, HTTP, TLS).forEach(allowed::addAll);
    }
    for (var key : table.keys()) {
      if (KEYS.known().contains(key) && !allowed.contains(key)) {
        table.error(key, "\"" + key + "\" means nothing to a check of type \"" + word(type) + "\"");
      }
    }
  }

  private static String word(CheckDefinition.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private CheckTiming timing() {
    var interval = requireNonNullElse(table.duration("interval", LEAST), Duration.ofSeconds(5));
    var timeout = requireNonNullElse(table.duration("timeout", LEAST), Duration.ofSeconds(2));
    if (timeout.compareTo(interval) > 0) {
      table.error(
          table.has("timeout") ? "timeout" : "interval",
          "timeout ("
              + seconds(timeout)
              + ") must not be longer than interval ("
              + seconds(interval)
              + ")");
    }
    return new CheckTiming(
        interval,
        timeout,
        requireNonNullElse(table.duration("fast", LEAST), interval),
        requireNonNullElse(table.share("jitter"), 0.1),
        requireNonNullElse(table.integer("fall", 1, 1000), 3),
        requireNonNullElse(table.integer("rise", 1, 1000), 2),
        okRun());
  }

  /// Returns `ok_run` of `leaky`; without it one pass clears all failures.
  private int okRun() {
    var leaky = table.table("leaky");
    if (leaky == null) {
      return 1;
    }
    leaky.allow(new Keys(Set.of("ok_run"), Map.of()));
    if (!leaky.has("ok_run")) {
      leaky.add(leaky.place().error("leaky needs { ok_run = 10 }"));
    }
    return requireNonNullElse(leaky.integer("ok_run", 1, 1_000_000), 1);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + "s";
  }

  private int port(CheckDefinition.Type type) {
    var port = table.integer("port", 1, 65_535);
    if (port != null) {
      return port;
    }
    return switch (type) {
      case HTTP -> 80;
      case HTTPS -> 443;
      case TCP, UP, DOWN -> missingPort();
    };
  }

  private int missingPort() {
    if (!table.has("port")) {
      table.add(table.place().error("check \"" + name + "\" of type \"tcp\" needs a port"));
    }
    return 1;
  }

  private String word(String key, String otherwise) {
    return requireNonNullElse(table.parsed(key, "text", text -> printable(key, text)), otherwise);
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

  private @Nullable String hostOrNull() {
    return table.parsed("host", "text", text -> printable("host", text));
  }

  private String method() {
    return requireNonNullElse(table.parsed("method", "text", CheckReader::token), "GET");
  }

  private static String token(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no token of RFC 9110");
    }
    return text;
  }

  private Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    var found = table.table("headers");
    if (found != null) {
      for (var header : found.keys()) {
        var value = found.parsed(header, "text", text -> headerValue(header, text));
        if (value != null) {
          headers.put(header, value);
        }
      }
    }
    return headers;
  }

  private static String headerValue(String header, String value) {
    token(header);
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("header " + header + " holds a control character");
    }
    return value;
  }

  private List<StatusSpan> status() {
    var spans = table.list("status", CheckReader::span);
    if (spans != null && table.listSize("status") == 0) {
      table.error("status", "status needs at least one \"200\" or \"200-299\"");
    }
    return spans == null ? List.of(new StatusSpan(200, 299)) : new ArrayList<>(spans);
  }

  private static StatusSpan span(String text) {
    var matcher = STATUS.matcher(text);
    if (matcher.matches()) {
      var from = Integer.parseInt(matcher.group(1));
      var to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      if (from <= to) {
        return new StatusSpan(from, to);
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no status: write \"200\" or \"200-299\", from 100 to 599");
  }
}
