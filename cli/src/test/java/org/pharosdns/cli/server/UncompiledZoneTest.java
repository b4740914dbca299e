package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport.Outcome;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;

/// A zone whose files are sound, and which no compiler can bring into force: `www` has as many
/// types as a name may have, and its backup brings one more.
class UncompiledZoneTest {
  private static final String PLAIN = ServerFolder.APEX + "www A 192.0.2.1\nb A 192.0.2.2\n";
  private static final String STEERING =
      """
      [check.told]
      type = "feed"
      validity = "1h"
      [name.www]
      check = "told"
      backup = ["b"]
      """;

  @TempDir private Path temporary = Path.of("");

  private ServerFolder folder() {
    return new ServerFolder(temporary)
        .write("pharos.toml", "[admin]\nhttp = \"127.0.0.1:0\"\n[limits]\ntypes_per_name = 255\n")
        .zone("a.zone", PLAIN)
        .zone("a.toml", STEERING)
        .zone("c.zone", PLAIN);
  }

  private static String tooMany() {
    return ofTypes(255);
  }

  private static String ofTypes(int types) {
    var text = new StringBuilder(PLAIN.replace("b A 192.0.2.2", "b CNAME sorry.example.net."));
    for (var type = 1; type < types; type++) {
      text.append("www TYPE").append(65_280 + type).append(" \\# 0\n");
    }
    return text.toString();
  }

  private static void assertServed(PharosServer server, String... names) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      for (var name : names) {
        assertThat(asker.addresses(name)).isNotEmpty();
      }
    }
  }

  private static void assertToldOfA(PharosServer server, boolean served) throws Exception {
    assertThat(server.control().zones())
        .extracting(ZoneSummary::isServed)
        .containsExactly(served, true);
    assertThat(server.control().zones().getFirst().problems())
        .singleElement()
        .asString()
        .contains("a.zone: error: ", "www.a. has more than 255 types");
    assertThat(MetricsPage.of(server)).contains("pharos_zone_live{zone=\"a.\"} 0\n");
  }

  @Test
  void atAStartItIsNotServedAndHoldsBackNoOther() throws Exception {
    var folder = folder().zone("a.zone", tooMany());
    try (var server = folder.start()) {
      assertServed(server, "www.c.");
      assertToldOfA(server, false);
      var report = server.control().reload(List.of(), false);
      assertThat(report.complete()).isFalse();
      assertThat(report.zones().getFirst().outcome()).isEqualTo(Outcome.KEPT);
      folder.zone("a.zone", PLAIN);
      assertThat(server.control().reload(List.of(), false).complete()).isTrue();
      assertServed(server, "ns.a.", "www.c.");
    }
  }

  @Test
  void aServerLeftWithoutAnyZoneDoesNotStart() {
    var folder = folder().zone("a.zone", tooMany()).zone("c.zone", "");
    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(folder::start)
        .satisfies(
            failure -> assertThat(failure.exitCode()).isEqualTo(StartFailure.BAD_CONFIGURATION))
        .satisfies(
            failure ->
                assertThat(failure.problems())
                    .contains("no zone can be served")
                    .anyMatch(problem -> problem.contains("more than 255 types")));
  }

  @Test
  void atAReloadTheOldOneStaysAndAllOthersComeIntoForce() throws Exception {
    var folder = folder();
    try (var server = folder.start()) {
      folder.zone("a.zone", tooMany()).zone("c.zone", PLAIN + "new A 192.0.2.3\n");
      for (var time = 0; time < 2; time++) {
        var report = server.control().reload(List.of(), false);
        assertThat(report.complete()).isFalse();
        assertThat(report.zones().getFirst().outcome()).isEqualTo(Outcome.KEPT);
        assertThat(report.zones().getFirst().serial()).isEqualTo(1);
        assertServed(server, "ns.a.", "new.c.");
        assertToldOfA(server, true);
      }
    }
  }

  @Test
  void aChangeThatWouldMakeItIsRefusedBeforeItIsInTheFile() throws Exception {
    var folder = folder().zone("a.zone", ofTypes(254));
    try (var server = folder.start()) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(
              () ->
                  server
                      .control()
                      .change(
                          new RecordsRequest(
                              "a.",
                              Action.ADD,
                              "www",
                              "TYPE65534",
                              List.of("\\# 0"),
                              null,
                              null,
                              null,
                              "ann",
                              null)))
          .withMessageContaining("more than 255 types");
      assertServed(server, "ns.a.");
      assertThat(server.control().reload(List.of(), false).complete()).isTrue();
    }
  }
}
