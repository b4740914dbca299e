package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.zones.AllWritten;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.ZoneReading;

class InForceTest {
  @TempDir private Path temporary = Path.of("");

  private Set<Path> files() {
    var options = new ServeOptions(temporary.resolve("pharos.toml"), null, List.of());
    var configuration = Objects.requireNonNull(Configurations.read(options).value());
    var zones = temporary.resolve("zones");
    var reads = ZoneReading.of(configuration, zones, AllWritten.of(configuration)).reads();
    return new InForce(configuration, reads, Map.of(), Map.of()).files(zones);
  }

  /// So that mending one of them is noticed.
  @Test
  void theFilesOfAZoneThatIsNotLiveAreThoseThatItIncludesToo() {
    new ServerFolder(temporary)
        .write("pharos.toml", "")
        .zone("broken.inc", "www A 192.0.2\n")
        .zone("example.zone", ServerFolder.APEX + "$INCLUDE broken.inc\n$INCLUDE missing.inc\n");
    assertThat(files())
        .contains(temporary.resolve("zones/broken.inc"), temporary.resolve("zones/missing.inc"));
  }
}
