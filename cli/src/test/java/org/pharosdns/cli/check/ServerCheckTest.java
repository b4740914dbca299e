package org.pharosdns.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.zone.model.Problem;

/// `pharos check` refuses what a server would not load.
class ServerCheckTest {
  private static final String STEERING =
      """
      [check.web]
      type = "tcp"
      port = 80
      interval = "1s"
      timeout = "1s"
      [name.www]
      check = "web"
      """;

  @TempDir private Path folder = Path.of("");

  private CheckReport check(String limits, String... paths) {
    new ServerFolder(folder)
        .write("pharos.toml", "[limits]\n" + limits)
        .zone("a.zone", ServerFolder.APEX + "www A 192.0.2.1\n")
        .zone("a.toml", STEERING)
        .zone("b.zone", ServerFolder.APEX + "www A 192.0.2.1\nwww A 192.0.2.2\n")
        .zone("b.toml", STEERING);
    return new ServerCheck()
        .check(
            folder.resolve("pharos.toml"), List.of(paths).stream().map(folder::resolve).toList());
  }

  @Test
  void asManyMonitorsAsAreAllowedAreNoError() {
    var report = check("monitors = 2\n");
    assertThat(report.hasErrors()).isFalse();
    assertThat(report.names()).hasSize(2);
  }

  @Test
  void aZoneThatWouldNeedOneMonitorMoreIsAnError() {
    var report = check("monitors = 1\n");
    assertThat(report.problems().stream().filter(Problem::isError))
        .singleElement()
        .extracting(Problem::format)
        .asString()
        .endsWith(
            "b.toml: error: 2 monitors would be needed with this zone, and 1 are allowed"
                + " ([limits] monitors)");
    assertThat(report.zones()).isEqualTo(2);
    assertThat(report.names()).extracting(CheckReport.SteeredName::name).containsExactly("www.a.");
  }

  @Test
  void oneZoneIsHeldToTheLimitAlone() {
    assertThat(check("monitors = 1\n", "zones/a.zone").hasErrors()).isFalse();
    assertThat(check("monitors = 1\n", "zones/b.zone").hasErrors()).isTrue();
  }

  @Test
  void whatIsWrittenForAZoneThatIsNotThereIsAWarning() {
    new ServerFolder(folder).zone("ab.toml", STEERING).zone("other.toml", "");
    var report = check("[zone.\"b\"]\n[zone.\"bb\"]\n[zone.\"example.net\"]\n");
    assertThat(report.hasErrors()).isFalse();
    assertThat(report.problems())
        .extracting(problem -> problem.format().lines().findFirst().orElse(""))
        .containsExactly(
            folder
                + "/pharos.toml:3:7: warning: there is no zone bb: this entry does nothing (did you"
                + " mean b?)",
            folder
                + "/pharos.toml:4:7: warning: there is no zone example.net: this entry does nothing"
                + " (a zone is NAME.zone, or has its file here)",
            folder
                + "/zones/ab.toml:1:1: warning: there is no zone that this file steers (did you"
                + " mean a.toml or b.toml?)",
            folder
                + "/zones/other.toml:1:1: warning: there is no zone that this file steers (it stands"
                + " beside other.zone)");
    assertThat(check("[zone.\"bb\"]\n", "zones/a.zone").problems()).isEmpty();
  }

  @Test
  void moreProbesThanMayStartAreAWarning() {
    var report = check("probe_starts_per_second = 1\n");
    assertThat(report.hasErrors()).isFalse();
    assertThat(report.problems())
        .anyMatch(problem -> problem.message().startsWith("2 probes are due each second"));
  }
}
