package org.pharosdns.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.PharosServer;

/// Findings about a real server on loopback, beside nameservers that say what the test wants.
class DoctorTest {
  private static final Instant NOW = Instant.parse("2096-11-21T10:00:00Z");

  /// Two other nameservers, one of them behind; asked on any other port than 53 it is the server.
  private static final class World implements Nameservers {
    private final Nameservers wire = new SystemNameservers();

    @Override
    public long serial(InetSocketAddress server, String zone) throws IOException {
      if (server.getPort() != 53) {
        return wire.serial(server, zone);
      }
      return switch (server.getAddress().getHostAddress()) {
        case "192.0.2.53" -> 7;
        case "192.0.2.54" -> 6;
        default -> throw new IOException("timed out");
      };
    }

    @Override
    public List<InetAddress> addresses(String host) {
      return List.of(InetAddress.ofLiteral("198.51.100.1"));
    }

    @Override
    public SortedSet<String> delegation(String zone) {
      return new TreeSet<>(List.of("ns1.example.", "ns2.example."));
    }
  }

  @TempDir private Path folder = Path.of("");

  private Doctor doctor(long openFiles) {
    return new Doctor(new ServerCheck(), () -> NOW, () -> openFiles, new World());
  }

  private Path configuration(String listen) throws IOException {
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(
        folder.resolve("zones/example.zone"),
        """
        $TTL 60
        @   SOA ns1 host 7 3600 600 86400 60
        @   NS  ns1
        @   NS  ns2
        @   NS  ns.example.net.
        ns1 A   192.0.2.53
        ns2 A   192.0.2.54
        """,
        UTF_8);
    var file = folder.resolve("pharos.toml");
    Files.writeString(file, "[server]\nlisten = [\"" + listen + "\"]\n", UTF_8);
    return file;
  }

  /// Takes out what differs from run to run.
  private String text(List<Finding> findings) {
    var text = new StringBuilder();
    for (var each : findings) {
      text.append("%-4s %s: %s\n".formatted(each.level(), each.subject(), each.text()));
    }
    return text.toString()
        .replaceAll(Matcher.quoteReplacement(folder.toString()), "DIR")
        .replaceAll(":\\d{4,5}: ", ":PORT: ")
        .replaceAll("[\\d,.]+ MiB", "N MiB")
        .replaceAll("\\S+ runs as process \\d+", "V runs as process N");
  }

  @Test
  void runningServerIsComparedWithItsNeighbours() throws Exception {
    var file = configuration("127.0.0.1:0");
    try (var _ = PharosServer.start(new ServeOptions(file, null, List.of()))) {
      assertThat(text(doctor(65536).findings(file)))
          .isEqualTo(
              """
              OK   configuration: DIR/pharos.toml: 1 zones are sound
              OK   clock: 2096-11-21T10:00:00Z
              OK   state folder: DIR/state takes files, N MiB free
              OK   zone folder: DIR/zones takes changes
              OK   open files: 65536 allowed, 1512 may be wanted
              OK   monitors: 0 addresses with checks, at most 20000 monitors
              OK   server: V runs as process N
              OK   port 127.0.0.1:PORT: answers example. SOA with serial 7
              OK   zones: 1 served, their files as of the last reload
              WARN serial example.: ns.example.net. (198.51.100.1): timed out
              OK   serial example.: 7 on ns1.example. (192.0.2.53)
              WARN serial example.: ns2.example. (192.0.2.54) is behind: 6, here 7
              WARN parent of example.: delegates to ns1.example., ns2.example.; the zone says \
              ns.example.net., ns1.example., ns2.example.
              """);
    }
  }

  @Test
  void withoutServerThePortIsTriedAndTheFilesAreJudged() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var file = configuration("127.0.0.1:" + taken.getLocalPort());
      Files.writeString(folder.resolve("zones/bad.zone"), "no zone\n", UTF_8);
      assertThat(text(doctor(256).findings(file)))
          .contains("BAD  configuration: DIR/zones/bad.zone:1:4: error:")
          .contains("OK   state folder: DIR/state is not there yet, but can be made, N MiB free")
          .contains("WARN open files: 256 allowed; tcp_connections and probes may want 1512")
          .contains("WARN server: none answers on DIR/state/control.sock")
          .contains("BAD  port 127.0.0.1:PORT: cannot be bound: address already in use");
      assertThat(folder.resolve("state")).doesNotExist();
    }
  }

  @Test
  void clockIsComparedWithTheFiles() throws Exception {
    var file = configuration("127.0.0.1:0");
    var written = Files.getLastModifiedTime(file).toInstant();
    assertThat(HostExamination.clock(written.minus(Duration.ofHours(1)), List.of(file)))
        .isEqualTo(Finding.warn("clock", file + " is from the future: is the clock behind?"));
    assertThat(HostExamination.clock(Instant.EPOCH, List.of(file)).level())
        .isEqualTo(Finding.Level.BAD);
  }
}
