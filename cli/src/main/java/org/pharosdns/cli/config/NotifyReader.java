package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.Target;

/// Reads `[notify.NAME]`.
final class NotifyReader {
  private static final Keys WEBHOOK_KEYS =
      new Keys(Set.of("type", "events", "timeout", "url", "headers"), Map.of());
  private static final Keys PROGRAM_KEYS =
      new Keys(Set.of("type", "events", "timeout", "command"), Map.of());
  private static final Keys ALL_KEYS =
      new Keys(Set.of("type", "events", "timeout", "url", "headers", "command"), Map.of());

  private static final Map<String, String> TYPES = types();
  private static final Set<String> POST_HEADERS = Set.of("content-type");
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String name;
  private final TomlTable table;

  private NotifyReader(String name, TomlTable table) {
    this.name = name;
    this.table = table;
  }

  /// Reads all sections.
  ///
  /// @param allowExec whether programs may be run
  static List<NotifySection> readAll(TomlTable root, boolean allowExec) {
    var sections = new ArrayList<NotifySection>();
    root.tables("notify")
        .forEach(
            (name, table) -> {
              var section = new NotifyReader(name, table).read(allowExec);
              if (section != null) {
                sections.add(section);
              }
            });
    return sections;
  }

  private static Map<String, String> types() {
    var types = new LinkedHashMap<String, String>();
    types.put("webhook", "webhook");
    types.put("exec", "exec");
    return types;
  }

  private @Nullable NotifySection read(boolean allowExec) {
    var type = table.choice("type", TYPES);
    if (type == null) {
      table.allow(ALL_KEYS);
      if (!table.has("type")) {
        table.add(
            table.place().error("[notify." + name + "] needs a type: \"webhook\" or \"exec\""));
      }
      return null;
    }
    var isWebhook = type.equals("webhook");
    table.allow(isWebhook ? WEBHOOK_KEYS : PROGRAM_KEYS);
    var way = isWebhook ? webhook() : program(allowExec);
    var events = table.list("events", NotifyReader::event);
    if (events != null && table.listSize("events") == 0) {
      table.error("events", "events must hold at least one; without the key all are told");
    }
    var timeout = requireNonNullElse(table.duration("timeout", LEAST), TIMEOUT);
    return way == null ? null : new NotifySection(name, way, chosen(events), timeout);
  }

  private static Set<NotifyEvent> chosen(@Nullable List<NotifyEvent> events) {
    return events == null || events.isEmpty()
        ? EnumSet.allOf(NotifyEvent.class)
        : EnumSet.copyOf(events);
  }

  private static NotifyEvent event(String text) {
    var words = new ArrayList<String>();
    for (var event : NotifyEvent.values()) {
      var word = event.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return event;
      }
      words.add(word);
    }
    var nearest = Keys.nearest(text, words);
    throw new IllegalArgumentException(
        "there is no event \""
            + text
            + "\""
            + (nearest == null
                ? ": known are " + String.join(", ", words)
                : " (did you mean \"" + nearest + "\"?)"));
  }

  private NotifySection.@Nullable Way webhook() {
    if (!table.has("url")) {
      table.add(
          table
              .place()
              .error("[notify." + name + "] needs a url")
              .withHint("url = \"https://alerts.example.net/pharos\""));
    }
    var url = table.parsed("url", "a URL", NotifyReader::url);
    var headers = table.texts("headers", NotifyReader::headerValue);
    return url == null ? null : new NotifySection.Webhook(url, headers);
  }

  private static URI url(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no URL: " + e.getReason(), e);
    }
    var scheme = String.valueOf(url.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("\"" + text + "\" must start with https:// or http://");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" needs a host, and neither a user nor a fragment");
    }
    requireAllowed(url.getHost());
    return url;
  }

  /// What is no literal is looked at when it is looked up.
  private static void requireAllowed(String host) {
    InetAddress literal;
    try {
      literal = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
    } catch (IllegalArgumentException _) {
      return;
    }
    if (Target.isForbidden(literal)) {
      throw new IllegalArgumentException(
          host + " is link-local or a metadata service, and nothing is sent there");
    }
  }

  private static String headerValue(String header, String value) {
    HttpToken.requireFree(header, POST_HEADERS);
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("header " + header + " must be printable ASCII");
    }
    return value;
  }

  private NotifySection.@Nullable Way program(boolean allowExec) {
    if (!allowExec) {
      table.error("type", "programs are run only with `allow_exec = true` in [server]");
    }
    var command = table.list("command", text -> text);
    if (table.listSize("command") == 0 && (command != null || !table.has("command"))) {
      table.add(
          table
              .place()
              .error("[notify." + name + "] needs a command")
              .withHint("command = [\"/usr/local/bin/page-me\"]"));
    }
    return command == null || command.isEmpty() ? null : new NotifySection.Program(command);
  }
}
