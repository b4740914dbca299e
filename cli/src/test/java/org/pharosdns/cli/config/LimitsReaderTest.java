package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.dns.transport.TcpSettings;
import org.pharosdns.zone.load.LoadLimits;

/// `[limits]`: every key, its default and the ends of its range.
class LimitsReaderTest {
  @TempDir Path folder;

  private Loaded<Configuration> load(String lines) throws IOException {
    var file = Files.writeString(folder.resolve("pharos.toml"), "[limits]\n" + lines + "\n");
    return ConfigLoader.load(file, folder);
  }

  private LimitsSection read(String lines) throws IOException {
    return requireNonNull(load(lines).value()).limits();
  }

  @Test
  void withoutKeysEverythingIsAsTheManualSays() throws IOException {
    assertThat(read(""))
        .isEqualTo(
            new LimitsSection(
                1232,
                new TcpSettings(
                    1000,
                    64,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    32,
                    65_536,
                    Duration.ofSeconds(5),
                    64 << 20),
                16,
                new LoadLimits(256L << 20, 65_536, 10, 65_536, 100, 100),
                20_000,
                2000,
                4,
                16_384,
                new ControlLimits(16, 1 << 20, 32),
                10));
  }

  @Test
  void everyKeyIsTaken() throws IOException {
    var limits =
        read(
            """
            udp_payload = 1400
            tcp_connections = 10
            tcp_per_client = 3
            tcp_idle = "5s"
            tcp_message = "1s"
            tcp_in_flight = 4
            tcp_backlog = "32KiB"
            tcp_stall = "6s"
            tcp_memory = "2MiB"
            chain = 8
            records_per_rrset = 200
            types_per_name = 50
            include_depth = 2
            generate_records = 10
            zone_file = "1MiB"
            zone_line = "4KiB"
            monitors = 7
            probe_starts_per_second = 9
            probes_per_host = 2
            control_clients = 5
            probe_read = "8KiB"
            control_request = "2MiB"
            control_depth = 7
            log_lines = 20
            """);
    assertThat(limits)
        .isEqualTo(
            new LimitsSection(
                1400,
                new TcpSettings(
                    10,
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    4,
                    32 << 10,
                    Duration.ofSeconds(6),
                    2 << 20),
                8,
                new LoadLimits(1 << 20, 4 << 10, 2, 10, 200, 50),
                7,
                9,
                2,
                8192,
                new ControlLimits(5, 2 << 20, 7),
                20));
  }

  @ParameterizedTest
  @CsvSource({
    "udp_payload, 512, 4096, 511, 4097",
    "tcp_connections, 1, 1000000, 0, 1000001",
    "tcp_per_client, 1, 1000000, 0, 1000001",
    "tcp_idle, '\"1ms\"', '\"1h\"', '\"0s\"', 5",
    "tcp_message, '\"1ms\"', '\"1h\"', '\"0s\"', 5",
    "tcp_in_flight, 1, 65536, 0, 65537",
    "tcp_backlog, '\"1KiB\"', '\"16MiB\"', '\"1023B\"', '\"17MiB\"'",
    "tcp_stall, '\"1ms\"', '\"1h\"', '\"0s\"', 5",
    "tcp_memory, '\"1MiB\"', '\"1GiB\"', '\"1KiB\"', '\"2GiB\"'",
    "chain, 1, 64, 0, 65",
    "records_per_rrset, 1, 65535, 0, 65536",
    "types_per_name, 1, 255, 0, 256",
    "include_depth, 0, 100, -1, 101",
    "generate_records, 0, 10000000, -1, 10000001",
    "zone_file, '\"1KiB\"', '\"1GiB\"', '\"0KiB\"', '\"2GiB\"'",
    "zone_line, '\"1KiB\"', '\"16MiB\"', '\"100B\"', '\"17MiB\"'",
    "monitors, 1, 1000000, 0, 1000001",
    "probe_starts_per_second, 1, 1000000, 0, 1000001",
    "probes_per_host, 1, 1000000, 0, 1000001",
    "control_clients, 1, 1024, 0, 1025",
    "control_request, '\"1KiB\"', '\"256MiB\"', '\"1B\"', '\"257MiB\"'",
    "control_depth, 1, 500, 0, 501",
    "probe_read, '\"1KiB\"', '\"1MiB\"', '\"1023B\"', '\"2MiB\"'",
    "log_lines, 1, 1000000, 0, 1000001",
  })
  void rangesEndWhereTheManualSays(
      String key, String least, String most, String tooLittle, String tooMuch) throws IOException {
    for (var good : new String[] {least, most}) {
      assertThat(load(key + " = " + good).problems()).as("%s = %s", key, good).isEmpty();
    }
    for (var bad : new String[] {tooLittle, tooMuch}) {
      assertThat(load(key + " = " + bad).problems())
          .as("%s = %s", key, bad)
          .singleElement()
          .satisfies(problem -> assertThat(problem.line()).isEqualTo(2));
    }
  }
}
