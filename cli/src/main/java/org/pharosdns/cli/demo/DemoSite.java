package org.pharosdns.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.pharosdns.cli.DurationText;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// The sample zones, as they stand in `zones/`, in a temporary folder with a configuration. Only
/// the port of the check is adjusted.
///
/// @param folder removed by [#close]
/// @param budget the failover budget of [#NAME]
record DemoSite(Path folder, Duration budget) implements AutoCloseable {
  /// The name whose failover is watched; its answers hold all addresses that work.
  static final String NAME = "www.example.com.";

  /// The names that are shown.
  static final List<String> NAMES = List.of(NAME, "shop.example.com.", "api.example.com.");

  /// The addresses behind the names.
  static final List<String> ADDRESSES = List.of("127.0.0.11", "127.0.0.12", "127.0.0.13");

  private static final String STEERING = "example.com.toml";
  private static final List<String> ZONES =
      List.of("example.com.zone", "2.0.192.in-addr.arpa.zone", "8.b.d.0.1.0.0.2.ip6.arpa.zone");

  /// Writes the files.
  ///
  /// @param listen `ADDRESS:PORT` to answer DNS on
  /// @param httpPort where the endpoints answer
  static DemoSite create(String listen, int httpPort) throws IOException {
    Path folder = Files.createTempDirectory("pharos-demo");
    Path zones = Files.createDirectory(folder.resolve("zones"));
    for (String file : ZONES) {
      Files.writeString(zones.resolve(file), sample(file));
    }
    String steering = sample(STEERING);
    Files.writeString(
        zones.resolve(STEERING),
        steering.replaceAll("(?m)^(port\\s*=\\s*)[0-9]+", "$1" + httpPort));
    Files.writeString(
        folder.resolve("pharos.toml"),
        """
        [server]
        listen = ["%s"]
        zones  = "zones"
        state  = "state"
        """
            .formatted(listen));
    return new DemoSite(folder, budget(steering));
  }

  /// Returns the port of the check as the sample has it.
  static int samplePort() throws IOException {
    JsonNode port = new TomlMapper().readTree(sample(STEERING)).at("/check/web/port");
    return port.asInt();
  }

  private static Duration budget(String steering) {
    JsonNode root = new TomlMapper().readTree(steering);
    String text = root.at("/name/www/failover_budget").asString("");
    return DurationText.parse(
        text.isEmpty() ? root.at("/defaults/failover_budget").asString() : text);
  }

  private static String sample(String file) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(DemoSite.class.getResourceAsStream(file), file)) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  /// Returns the configuration file.
  Path configuration() {
    return folder.resolve("pharos.toml");
  }

  /// Removes the files.
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
