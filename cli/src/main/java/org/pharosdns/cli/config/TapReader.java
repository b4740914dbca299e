package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `[query_log]` and `[dnstap]`.
final class TapReader {
  private static final Keys QUERY_LOG_KEYS = new Keys(Set.of("file", "sample", "buffer"), Map.of());
  private static final Keys DNSTAP_KEYS =
      new Keys(Set.of("socket", "address", "sample", "messages", "buffer"), Map.of());
  private static final List<String> MESSAGES = List.of("query", "response");
  private static final int BUFFER = 2 << 20;
  private static final int LEAST_BUFFER = 512 << 10;
  private static final int MOST_BUFFER = 256 << 20;

  private TapReader() {}

  /// Reads both sections of `pharos.toml`.
  static TapSection read(TomlTable root) {
    return new TapSection(queryLog(root.table("query_log")), dnstap(root.table("dnstap")));
  }

  private static @Nullable QueryLogSection queryLog(@Nullable TomlTable table) {
    if (table == null) {
      return null;
    }
    table.allow(QUERY_LOG_KEYS);
    var file = table.path("file");
    if (!table.has("file")) {
      table.add(
          table
              .place()
              .error("[query_log] needs a file, such as \"/var/log/pharos/queries.json\""));
    }
    var sample = sample(table);
    var buffer = buffer(table);
    return file == null ? null : new QueryLogSection(file, sample, buffer);
  }

  private static @Nullable DnstapSection dnstap(@Nullable TomlTable table) {
    if (table == null) {
      return null;
    }
    table.allow(DNSTAP_KEYS);
    if (table.has("socket") == table.has("address")) {
      table.add(
          table
              .place()
              .error(
                  "[dnstap] needs either a socket, such as \"/run/dnstap.sock\", or an address, such"
                      + " as \"127.0.0.1:6000\""));
    }
    var messages = table.list("messages", TapReader::message);
    if (messages != null && table.listSize("messages") == 0) {
      table.error("messages", "messages must hold \"query\", \"response\" or both");
    }
    var kinds = requireNonNullElse(messages, MESSAGES);
    return new DnstapSection(
        table.path("socket"),
        table.parsed("address", "an address and a port", TapReader::address),
        sample(table),
        kinds.contains("query"),
        kinds.contains("response"),
        buffer(table));
  }

  private static InetSocketAddress address(String text) {
    try {
      return ServerReader.socketAddress(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no collector: write \"127.0.0.1:6000\" or \"[::1]:6000\"", e);
    }
  }

  private static String message(String text) {
    if (!MESSAGES.contains(text)) {
      throw new IllegalArgumentException(
          "messages must hold \"query\", \"response\" or both, not \"" + text + "\"");
    }
    return text;
  }

  private static double sample(TomlTable table) {
    var sample = table.share("sample");
    if (sample != null && sample == 0) {
      table.error("sample", "sample must be above 0; without the table nothing is written at all");
    }
    return requireNonNullElse(sample, 1.0);
  }

  private static int buffer(TomlTable table) {
    return requireNonNullElse(table.size("buffer", LEAST_BUFFER, MOST_BUFFER), BUFFER);
  }
}
