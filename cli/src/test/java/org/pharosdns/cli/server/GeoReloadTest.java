package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.geo.GeoFile;
import org.pharosdns.zone.steer.GeoNetworks;

/// The geo database of a running server.
class GeoReloadTest {
  private static final List<String> COUNTRIES = List.of("DE", "FR", "CH", "LI");

  @TempDir private Path folder = Path.of("");

  private void database(String country) throws IOException {
    new GeoFile().add("127.20.0.0/16", country, "EU").write(folder.resolve("geo.mmdb"));
  }

  /// Returns how many lists of networks can be reached in this process.
  private static long lists() throws Exception {
    var histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(GeoNetworks.class.getName()))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }

  @Test
  void whatAnEarlierDatabaseSaidIsNotKept() throws Exception {
    database("LI");
    var files =
        new ServerFolder(folder)
            .write("pharos.toml", "[server]\ngeo_database = \"geo.mmdb\"\n")
            .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\neu A 192.0.2.2\n")
            .zone(
                "example.toml",
                "[name.www]\n[[name.www.rule]]\ngeo = [\"EU\"]\ntiers = [\"eu\"]\n");
    try (var server = files.start()) {
      var atStart = lists();
      assertThat(atStart).isPositive();
      for (var country : COUNTRIES) {
        database(country);
        assertThat(server.control().reload(List.of(), false).complete()).isTrue();
      }
      var left = lists();
      // A thread that has just worked with the zone before may hold it for a moment.
      for (var i = 0; i < 100 && left > atStart; i++) {
        left = lists();
      }
      assertThat(left).isLessThanOrEqualTo(atStart);
    }
  }
}
