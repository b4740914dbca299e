package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.geo.GeoDatabase;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.dns.tsig.TsigKeys;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.Place;

/// Reads `pharos.toml`.
final class ServerReader {
  private static final Keys ROOT_KEYS =
      new Keys(
          Set.of(
              "server",
              "limits",
              "rate_limit",
              "cookies",
              "admin",
              "zone",
              "key",
              "check",
              "defaults",
              "witness",
              "notify",
              "query_log",
              "dnstap"),
          Map.of());
  private static final Keys SERVER_KEYS =
      new Keys(
          Set.of(
              "listen",
              "zones",
              "state",
              "rotate",
              "identity",
              "version",
              "transport",
              "workers",
              "watch",
              "allow_exec",
              "geo_database"),
          Map.of());
  private static final Keys WITNESS_KEYS =
      new Keys(Set.of("targets", "interval", "timeout"), Map.of());
  private static final Keys ADMIN_KEYS = new Keys(Set.of("socket", "http", "token_file"), Map.of());
  private static final Keys ZONE_KEYS =
      new Keys(Set.of("file", "transfer", "update", "notify"), Map.of("primary", "", "sign", ""));
  private static final Pattern LISTEN = Pattern.compile("(?:\\[([^\\]]+)\\]|([0-9.]+)):(\\d{1,5})");
  private static final Duration LEAST = Duration.ofMillis(1);

  private final TomlTable root;
  private final Path folder;
  private final @Nullable GeoDatabase geoBefore;

  /// @param folder what paths are relative to when they are not set
  /// @param geoBefore what the database said the last time; null for nothing
  ServerReader(TomlTable root, Path folder, @Nullable GeoDatabase geoBefore) {
    this.root = root;
    this.folder = folder;
    this.geoBefore = geoBefore;
  }

  /// @param hasFile whether the file is there; else everything is default
  Loaded<Configuration> read(boolean hasFile) {
    root.allow(ROOT_KEYS);
    var server = server();
    var admin = section("admin", ADMIN_KEYS);
    var checks = CheckReader.readAll(root, server.allowExec());
    var defaults = root.table("defaults");
    if (defaults != null) {
      NameReader.validateDefaults(defaults, CheckRequirementReader.ANY);
    }
    var keys = KeyReader.readAll(root);
    var zoneEntries = new LinkedHashMap<DnsName, Place>();
    var zoneFiles = zoneFiles(zoneEntries);
    var configuration =
        new Configuration(
            hasFile ? root.file() : null,
            server,
            LimitsReader.read(root),
            FloodReader.read(root),
            requireNonNullElse(admin.path("socket"), server.state().resolve(Configuration.SOCKET)),
            admin.parsed("http", "an address and a port", ServerReader::socketAddress),
            token(admin),
            zoneFiles,
            zoneEntries,
            TsigKeys.of(keys.values().stream().filter(Objects::nonNull).toList()),
            new ZoneAccessReader(keys).readAll(root),
            checks,
            witness(),
            TapReader.read(root),
            NotifyReader.readAll(root, server.allowExec()),
            SteeringDefaults.NONE.behind(defaults),
            geo(section("server", SERVER_KEYS)));
    return new Loaded<>(configuration, root.problems());
  }

  private TomlTable section(String key, Keys keys) {
    var found = root.table(key);
    if (found == null) {
      return root.empty(key);
    }
    found.allow(keys);
    return found;
  }

  private ServerSection server() {
    var table = section("server", SERVER_KEYS);
    var listen = table.list("listen", ServerReader::socketAddress);
    if (listen != null && table.listSize("listen") == 0) {
      table.error("listen", "listen needs at least one address");
    }
    return new ServerSection(
        listen == null || listen.isEmpty() ? defaultListen() : List.copyOf(listen),
        requireNonNullElse(table.path("zones"), folder.resolve("zones")),
        requireNonNullElse(table.path("state"), folder.resolve("state")),
        requireNonNullElse(table.flag("rotate"), true),
        table.parsed("identity", "text", ServerReader::identity),
        table.parsed("version", "text", ServerReader::version),
        requireNonNullElse(table.choice("transport", transports()), TransportSettings.Kind.AUTO),
        requireNonNullElse(
            table.integer("workers", 1, 1024), Runtime.getRuntime().availableProcessors()),
        requireNonNullElse(table.flag("watch"), false),
        requireNonNullElse(table.flag("allow_exec"), false));
  }

  private static @Nullable AdminToken token(TomlTable admin) {
    var file = admin.path("token_file");
    if (file == null) {
      return null;
    }
    if (!admin.has("http")) {
      admin.error("token_file", "token_file needs http: that is where the token counts");
    }
    try {
      return AdminToken.read(file);
    } catch (NoSuchFileException _) {
      admin.error("token_file", "the token cannot be read: " + file + ": there is no such file");
    } catch (IOException e) {
      admin.error("token_file", "the token cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      admin.error("token_file", String.valueOf(e.getMessage()));
    }
    return null;
  }

  private @Nullable GeoDatabase geo(TomlTable server) {
    var file = server.path("geo_database");
    if (file == null) {
      return null;
    }
    try {
      return GeoReader.read(file, geoBefore, HeapRoom.OF_JVM);
    } catch (NoRoomException e) {
      server.add(
          server
              .place("geo_database")
              .error(cannotRead(file, e.message("it")))
              .withHint("give the server more memory: JDK_JAVA_OPTIONS=-Xmx2g"));
    } catch (IOException e) {
      server.error("geo_database", cannotRead(file, PlainFile.reason(e)));
    }
    return GeoDatabase.NONE;
  }

  private static String cannotRead(Path file, String reason) {
    return "the database cannot be read: " + file + ": " + reason;
  }

  private static List<InetSocketAddress> defaultListen() {
    return List.of(socketAddress("127.0.0.1:5300"), socketAddress("[::1]:5300"));
  }

  private static Map<String, TransportSettings.Kind> transports() {
    var kinds = new LinkedHashMap<String, TransportSettings.Kind>();
    kinds.put("auto", TransportSettings.Kind.AUTO);
    kinds.put("native", TransportSettings.Kind.NATIVE);
    kinds.put("netty", TransportSettings.Kind.NETTY);
    return kinds;
  }

  /// NSID takes its octets from every answer over UDP.
  private static String identity(String text) {
    return shortText("identity", text, 128);
  }

  /// The TXT of `version.bind` holds one character string.
  private static String version(String text) {
    return shortText("version", text, 255);
  }

  private static String shortText(String key, String text, int most) {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > most) {
      throw new IllegalArgumentException(key + " must have 1 to " + most + " octets");
    }
    return text;
  }

  /// Returns the socket address that `127.0.0.1:5300` or `[::1]:5300` says.
  ///
  /// @throws IllegalArgumentException when it is none
  static InetSocketAddress socketAddress(String text) {
    var matcher = LISTEN.matcher(text);
    if (matcher.matches() && Integer.parseInt(matcher.group(3)) <= 65_535) {
      var host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      try {
        var address = InetAddress.getByAddress(Address.parse(host).octets());
        return new InetSocketAddress(address, Integer.parseInt(matcher.group(3)));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no address to listen on: write \"127.0.0.1:53\" or \"[::1]:53\"");
  }

  private WitnessSection witness() {
    var table = root.table("witness");
    if (table == null) {
      return WitnessSection.NONE;
    }
    table.allow(WITNESS_KEYS);
    var targets = table.list("targets", ServerReader::witnessTarget);
    if (!table.has("targets") || (targets != null && table.listSize("targets") == 0)) {
      table.add(table.place().error("[witness] needs targets, such as [\"192.0.2.1:443\"]"));
    }
    var none = WitnessSection.NONE;
    var interval = requireNonNullElse(table.duration("interval", LEAST), none.interval());
    var timeout = requireNonNullElse(table.duration("timeout", LEAST), none.timeout());
    if (timeout.compareTo(interval) > 0) {
      table.error(
          table.has("timeout") ? "timeout" : "interval",
          "timeout must not be longer than interval");
    }
    return new WitnessSection(requireNonNullElse(targets, none.targets()), interval, timeout);
  }

  private static InetSocketAddress witnessTarget(String text) {
    try {
      var target = socketAddress(text);
      if (target.getPort() == 0) {
        throw new IllegalArgumentException("there is no port 0");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no witness: write \"192.0.2.1:443\" or \"[2001:db8::1]:443\"", e);
    }
  }

  /// @param entries takes where the entry of each zone stands
  private Map<DnsName, Path> zoneFiles(Map<DnsName, Place> entries) {
    var files = new LinkedHashMap<DnsName, Path>();
    root.tables("zone")
        .forEach(
            (name, table) -> {
              table.allow(ZONE_KEYS);
              var file = table.path("file");
              try {
                var apex = DnsName.parse(name);
                entries.putIfAbsent(apex, table.place());
                if (file != null && files.putIfAbsent(apex, file) != null) {
                  table.add(table.place().error("zone " + apex + " has two entries"));
                }
              } catch (IllegalArgumentException e) {
                table.add(table.place().error("\"" + name + "\": " + e.getMessage()));
              }
            });
    return files;
  }
}
