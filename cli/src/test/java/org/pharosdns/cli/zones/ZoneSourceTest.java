package org.pharosdns.cli.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Which files of the folder of zones are zones, and of which.
class ZoneSourceTest {
  @TempDir private Path folder = Path.of("");

  private ZoneSource.Found find(String... files) {
    return configured("", files);
  }

  private ZoneSource.Found configured(String configured, String... files) {
    var written = new ServerFolder(folder).write("pharos.toml", configured);
    for (var file : files) {
      written.zone(file, ServerFolder.APEX);
    }
    var options = new ServeOptions(folder.resolve("pharos.toml"), null, List.of());
    var configuration = Objects.requireNonNull(Configurations.read(options).value());
    return ZoneSource.find(configuration, folder.resolve("zones"));
  }

  private String name(ZoneSource source) {
    return source.file().getFileName().toString();
  }

  @Test
  void twoFilesOfOneZoneAreAnErrorThatNamesBoth() {
    var found = find("UPPER.test.zone", "Upper.Test..zone", "upper.test.zone");
    assertThat(found.zones().values()).extracting(this::name).containsExactly("upper.test.zone");
    assertThat(found.problems())
        .extracting(Problem::format)
        .containsExactly(unread("UPPER.test.zone"), unread("Upper.Test..zone"));
  }

  private String unread(String file) {
    var zones = folder.resolve("zones");
    return zones.resolve(file)
        + ": error: the zone upper.test. is read from "
        + zones.resolve("upper.test.zone")
        + " and not from this file (remove or rename one of them)";
  }

  @Test
  void filesOfAZoneThatHasAFileOfItsOwnAreNotRead() {
    var found =
        configured(
            "[zone.\"upper.test\"]\nfile = \"own.master\"\n", "UPPER.test.zone", "upper.test.zone");
    assertThat(found.zones().values()).extracting(this::name).containsExactly("own.master");
    assertThat(found.problems()).isEmpty();
  }

  @Test
  void theRootZoneIsAFileThatIsCalledAfterIt() {
    var found = find("..zone");
    assertThat(found.zones()).containsOnlyKeys(DnsName.ROOT);
    assertThat(found.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@.zone", ".zone", "a..b.zone", "...zone"})
  void aStrayFileIsNoZone(String file) {
    var found = find(file);
    assertThat(found.zones()).isEmpty();
    assertThat(found.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("the file's name is not a zone's: ");
  }
}
