package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.zone.model.Problem;

/// What of a configuration a reload leaves as it was at the start, and says so.
class StartOnlyTest {
  private static final String EVERYTHING =
      """
      [server]
      listen = ["127.0.0.1:5300"]
      identity = "ns1"
      workers = 2
      [limits]
      chain = 5
      [rate_limit]
      responses_per_second = 5
      exempt = ["192.0.2.0/24", "2001:db8::/32"]
      [cookies]
      secret_file = "cookies"
      [admin]
      http = "127.0.0.1:8053"
      token_file = "token"
      [witness]
      targets = ["192.0.2.1:443"]
      [query_log]
      file = "queries"
      [dnstap]
      socket = "tap.sock"
      """;

  @TempDir private Path folder = Path.of("");

  private Configuration load(String text) {
    try {
      var token = folder.resolve("token");
      if (Files.notExists(token)) {
        Files.writeString(token, "a-token-of-many-characters");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
      }
      var file = Files.writeString(folder.resolve("pharos.toml"), text);
      var loaded = ConfigLoader.load(file, folder);
      assertThat(loaded.problems()).isEmpty();
      return Objects.requireNonNull(loaded.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> messages(String before, String after) {
    return StartOnly.changes(load(before), load(after)).stream().map(Problem::message).toList();
  }

  @Test
  void theSameFileReadTwiceSaysNothing() {
    assertThat(messages(EVERYTHING, EVERYTHING)).isEmpty();
    assertThat(messages("", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "server, listen, '[\"127.0.0.1:5301\"]'",
    "server, state, '\"other\"'",
    "server, rotate, false",
    "server, identity, '\"ns2\"'",
    "server, version, '\"1\"'",
    "server, transport, '\"netty\"'",
    "server, workers, 77",
    "server, watch, true",
    "limits, udp_payload, 512",
    "limits, tcp_connections, 7",
    "limits, tcp_per_client, 7",
    "limits, tcp_idle, '\"7s\"'",
    "limits, tcp_message, '\"7s\"'",
    "limits, tcp_in_flight, 7",
    "limits, tcp_backlog, '\"7KiB\"'",
    "limits, tcp_stall, '\"7s\"'",
    "limits, tcp_memory, '\"7MiB\"'",
    "limits, chain, 7",
    "limits, probe_starts_per_second, 7",
    "limits, probes_per_host, 7",
    "limits, control_clients, 7",
    "limits, control_request, '\"7KiB\"'",
    "limits, control_depth, 7",
    "limits, probe_read, '\"7KiB\"'",
    "limits, log_lines, 7",
    "cookies, enabled, false",
    "cookies, secret_file, '\"cookies\"'",
    "admin, socket, '\"other.sock\"'",
    "admin, http, '\"127.0.0.1:8053\"'",
  })
  void aChangeOfAKeyIsAWarningThatNamesIt(String table, String key, String value) {
    assertThat(messages("", "[%s]\n%s = %s\n".formatted(table, key, value)))
        .containsExactly(
            "[%s] %s has changed, but a running server keeps what it started with"
                .formatted(table, key));
  }

  @ParameterizedTest
  @CsvSource({
    "rate_limit, responses_per_second, 7",
    "witness, targets, '[\"192.0.2.1:443\"]'",
    "query_log, file, '\"queries\"'",
    "dnstap, socket, '\"tap.sock\"'"
  })
  void aChangeOfATableIsOneWarning(String table, String key, String value) {
    var text = "[%s]\n%s = %s\n".formatted(table, key, value);
    var said = "[%s] has changed, but a running server keeps what it started with".formatted(table);
    assertThat(messages("", text)).containsExactly(said);
    assertThat(messages(text, "")).containsExactly(said);
  }

  @Test
  void networksWithoutALimitAreComparedToo() {
    assertThat(messages(EVERYTHING, EVERYTHING.replace("192.0.2.0/24", "192.0.2.0/25")))
        .singleElement()
        .asString()
        .startsWith("[rate_limit] has changed");
  }

  @Test
  void anotherTokenInTheSameFileIsAChange() throws Exception {
    var start = load(EVERYTHING);
    Files.writeString(folder.resolve("token"), "another-token-of-many-characters");
    assertThat(StartOnly.changes(start, load(EVERYTHING)))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("[admin] token_file has changed");
  }

  @ParameterizedTest
  @CsvSource({"records_per_rrset", "types_per_name"})
  void filesFollowALimitThatUpdatesDoNot(String key) {
    assertThat(messages("", "[limits]\n%s = 7\n".formatted(key)))
        .containsExactly(
            "[limits] %s has changed: zone files are held to it, dynamic updates also to that of the"
                    .formatted(key)
                + " start");
  }

  @ParameterizedTest
  @CsvSource({
    "server, zones, '\"other\"'",
    "server, allow_exec, true",
    "limits, monitors, 7",
    "limits, include_depth, 7",
    "limits, generate_records, 7",
    "limits, zone_file, '\"7MiB\"'",
    "limits, zone_line, '\"7KiB\"'",
    "defaults, min_ttl, '\"7s\"'",
  })
  void whatAReloadTakesIsNotSaid(String table, String key, String value) {
    assertThat(messages("", "[%s]\n%s = %s\n".formatted(table, key, value))).isEmpty();
  }

  @Test
  void aWarningNamesTheFileAndWhatToDo() {
    assertThat(StartOnly.changes(load(""), load("[limits]\nchain = 7\n")))
        .extracting(Problem::format)
        .containsExactly(
            folder.resolve("pharos.toml")
                + ": warning: [limits] chain has changed, but a running server keeps what it"
                + " started with (restart the server)");
  }
}
