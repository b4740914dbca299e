package org.pharosdns.cli.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.zone.model.Problem;

/// Nameservers of one zone that another zone of the server steers.
class SteeredNameserversTest {
  @TempDir Path temporary;

  private List<String> problems(String steeredName, String servingRecords) {
    var folder =
        new ServerFolder(temporary)
            .write("pharos.toml", "")
            .zone("a.zone", ServerFolder.APEX + "www A 192.0.2.1\n* A 192.0.2.2\n")
            .zone("a.toml", "[name.\"" + steeredName + "\"]\n")
            .zone("b.zone", ServerFolder.APEX + servingRecords);
    var options = new ServeOptions(folder.folder().resolve("pharos.toml"), null, List.of());
    var configuration = Objects.requireNonNull(Configurations.read(options).value());
    var reading =
        ZoneReading.of(
            configuration,
            Configurations.zones(options, configuration),
            AllWritten.of(configuration));
    assertThat(reading.sound()).hasSize(2);
    return reading.allProblems().stream().map(Problem::format).toList();
  }

  @Test
  void areWarnedOfAtTheSteeredName() {
    assertThat(problems("www", "@ NS www.a.\n"))
        .singleElement()
        .asString()
        .contains("a.toml:1:", "www.a. is a nameserver of b. and should not be steered");
    assertThat(problems("*", "sub NS ns9.a.\n"))
        .singleElement()
        .asString()
        .contains("ns9.a. is a nameserver of sub.b. and should not be steered");
  }

  @Test
  void othersAreNot() {
    assertThat(problems("*", "@ NS www.a.\n")).isEmpty();
    assertThat(problems("www", "@ NS other.c.\n")).isEmpty();
  }
}
