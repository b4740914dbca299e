package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.CheckTiming;

/// Reads one `[check.NAME]`: what all types have in common. {@link CheckKindReader} reads the rest.
final class CheckReader {
  private static final Keys KEYS = new Keys(CheckType.allKeys(), Map.of());
  private static final Duration LEAST = Duration.ofMillis(10);

  private final String name;
  private final TomlTable table;

  private CheckReader(String name, TomlTable table) {
    this.name = name;
    this.table = table;
  }

  /// Reads all checks of a file, by name; those with problems are left out.
  ///
  /// @param allowExec whether checks may run programs
  static Map<String, CheckDefinition> readAll(TomlTable root, boolean allowExec) {
    var checks = new LinkedHashMap<String, CheckDefinition>();
    root.tables("check")
        .forEach(
            (name, table) -> {
              var before = table.problemCount();
              var check = new CheckReader(name, table).read(allowExec);
              if (check != null && table.problemCount() == before) {
                checks.put(name, check);
              }
            });
    return checks;
  }

  private @Nullable CheckDefinition read(boolean allowExec) {
    table.allow(KEYS);
    var type = type();
    if (type == null) {
      return null;
    }
    refuseForeignKeys(type);
    if (type == CheckType.EXEC && !allowExec) {
      table.add(
          table
              .place("type")
              .error("checks of type \"exec\" run programs and are off")
              .withHint("allow_exec = true in [server] of pharos.toml allows them"));
    }
    var kind = new CheckKindReader(name, type, table).read();
    return new CheckDefinition(name, table.place(), timing(kind), port(type), kind);
  }

  private @Nullable CheckType type() {
    if (!table.has("type")) {
      table.add(
          table
              .place()
              .error("check \"" + name + "\" has no type")
              .withHint("type is one of \"" + String.join("\", \"", words()) + "\""));
      return null;
    }
    return table.choice("type", CheckType.BY_WORD);
  }

  private static Iterable<String> words() {
    return CheckType.BY_WORD.keySet();
  }

  private void refuseForeignKeys(CheckType type) {
    for (var key : table.keys()) {
      if (KEYS.known().contains(key) && !type.takes(key)) {
        table.error(
            key,
            "\"%s\" means nothing to a check of type \"%s\": it is for %s"
                .formatted(key, type.word(), CheckType.takers(key)));
      }
    }
  }

  private @Nullable CheckTiming timing(CheckKind kind) {
    return switch (kind) {
      case CheckKind.Constant _ -> null;
      case CheckKind.Feed feed -> CheckTiming.feed(feed.validity());
      case CheckKind.Tcp _,
          CheckKind.Tls _,
          CheckKind.Http _,
          CheckKind.Dns _,
          CheckKind.Grpc _,
          CheckKind.Udp _,
          CheckKind.Exec _,
          CheckKind.Agent _ ->
          probeTiming();
    };
  }

  private CheckTiming probeTiming() {
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
    var fast = requireNonNullElse(table.duration("fast", LEAST), interval);
    if (fast.compareTo(interval) > 0) {
      table.add(
          table
              .place("fast")
              .error(
                  "fast (%s) must not be longer than interval (%s)"
                      .formatted(seconds(fast), seconds(interval)))
              .withHint("it is the interval after a first failure; without it that is interval"));
    }
    return new CheckTiming(
        interval,
        timeout,
        fast,
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

  private int port(CheckType type) {
    var port = table.integer("port", 1, 65_535);
    if (port != null || !type.takes("port")) {
      return port == null ? 0 : port;
    }
    if (type.defaultPort() == 0 && !table.has("port")) {
      table.add(
          table
              .place()
              .error("check \"%s\" of type \"%s\" needs a port".formatted(name, type.word())));
    }
    return type.defaultPort();
  }
}
