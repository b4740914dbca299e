package org.pharosdns.cli.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The types of check, each with the keys that it takes.
enum CheckType {
  TCP(List.of(Keyset.PROBED, Keyset.PORT, Keyset.TALK)),
  TLS(List.of(Keyset.PROBED, Keyset.PORT, Keyset.TLS, Keyset.TALK)),
  HTTP(List.of(Keyset.PROBED, Keyset.PORT, Keyset.REQUEST, Keyset.RESPONSE)),
  HTTPS(List.of(Keyset.PROBED, Keyset.PORT, Keyset.REQUEST, Keyset.RESPONSE, Keyset.TLS)),
  DNS(List.of(Keyset.PROBED, Keyset.PORT, Set.of("question", "qtype", "rcode", "address"))),
  GRPC(List.of(Keyset.PROBED, Keyset.PORT, Keyset.REQUEST, Keyset.TLS, Set.of("service", "tls"))),
  UDP(List.of(Keyset.PROBED, Keyset.PORT, Keyset.TALK)),
  EXEC(List.of(Keyset.PROBED, Set.of("command"))),
  FEED(List.of(Set.of("file", "validity"))),
  AGENT(List.of(Keyset.PROBED, Keyset.PORT)),
  UP(List.of()),
  DOWN(List.of());

  /// The names of the checks that need no definition.
  static final Set<String> CONSTANTS = Set.of(UP.word(), DOWN.word());

  /// Every type by its word.
  static final Map<String, CheckType> BY_WORD = byWord();

  @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor alone
  private final Set<String> keys = new TreeSet<>(Set.of("type"));

  CheckType(List<Set<String>> sets) {
    sets.forEach(keys::addAll);
  }

  /// Keys that several types take.
  private static final class Keyset {
    static final Set<String> PROBED =
        Set.of("interval", "timeout", "jitter", "fast", "fall", "rise", "leaky");
    static final Set<String> TALK = Set.of("send", "expect");
    static final Set<String> RESPONSE = Set.of("status", "body", "body_limit");
    static final Set<String> PORT = Set.of("port");
    static final Set<String> TLS = Set.of("sni", "verify", "ca_file", "min_days");
    static final Set<String> REQUEST = Set.of("path", "method", "headers", "host");
  }

  private static Map<String, CheckType> byWord() {
    var types = new LinkedHashMap<String, CheckType>();
    Arrays.stream(values()).forEach(type -> types.put(type.word(), type));
    return types;
  }

  /// Returns the type as it is written.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns whether a check of this type may have the key.
  boolean takes(String key) {
    return keys.contains(key);
  }

  /// Returns every key that some type takes.
  static Set<String> allKeys() {
    return Arrays.stream(values())
        .flatMap(type -> type.keys.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns the words of the types that take a key, in quotes.
  static String takers(String key) {
    return Arrays.stream(values())
        .filter(type -> type.takes(key))
        .map(type -> '"' + type.word() + '"')
        .collect(Collectors.joining(", "));
  }

  /// Returns the port of checks that name none; 0 where one must be named or none is used.
  int defaultPort() {
    return switch (this) {
      case HTTP -> 80;
      case HTTPS, TLS -> 443;
      case DNS -> 53;
      case TCP, GRPC, UDP, EXEC, FEED, AGENT, UP, DOWN -> 0;
    };
  }
}
