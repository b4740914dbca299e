package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.zones.AllWritten;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

class InForceTest {
  @TempDir private Path temporary = Path.of("");

  private InForce inForce() {
    var options = new ServeOptions(temporary.resolve("pharos.toml"), null, List.of());
    var configuration = Objects.requireNonNull(Configurations.read(options).value());
    var zones = temporary.resolve("zones");
    var reading = ZoneReading.of(configuration, zones, AllWritten.of(configuration));
    var live = reading.sound().stream().collect(Collectors.toMap(ZoneData::apex, zone -> zone));
    return new InForce(configuration, reading.reads(), live, Map.of());
  }

  /// So that mending one of them is noticed.
  @Test
  void theFilesOfAZoneThatIsNotLiveAreThoseThatItIncludesToo() {
    new ServerFolder(temporary)
        .write("pharos.toml", "")
        .zone("broken.inc", "www A 192.0.2\n")
        .zone("example.zone", ServerFolder.APEX + "$INCLUDE broken.inc\n$INCLUDE missing.inc\n");
    assertThat(inForce().files(temporary.resolve("zones")))
        .contains(temporary.resolve("zones/broken.inc"), temporary.resolve("zones/missing.inc"));
  }

  @Test
  void aZoneThatAnswersAsBeforeIsServedAndSaysWhy() {
    new ServerFolder(temporary).write("pharos.toml", "").zone("example.zone", ServerFolder.APEX);
    var now = inForce();
    var why = Problem.error(Path.of("example.zone"), 0, 0, "its answers stay as they were: a bug");
    var behind = now.behind(Map.of(DnsName.parse("example"), why));
    assertThat(behind.live()).isEqualTo(now.live());
    assertThat(behind.summaries())
        .singleElement()
        .satisfies(zone -> assertThat(zone.isServed()).isTrue())
        .satisfies(
            zone ->
                assertThat(zone.problems())
                    .containsExactly("example.zone: error: its answers stay as they were: a bug"));
  }
}
