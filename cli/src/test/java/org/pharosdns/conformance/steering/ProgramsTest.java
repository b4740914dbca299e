package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks that run programs, which a server does only while it is allowed to.
class ProgramsTest {
  private static final String A = "192.0.2.1";

  @TempDir Path folder;

  private static String allowed(boolean allowed) {
    return "[server]\nallow_exec = " + allowed + "\n";
  }

  private static int voids(LiveZone zone) {
    return zone.status("www", A).get("voids").intValue();
  }

  private static String reason(LiveZone zone) {
    return zone.status("www", A).get("reason").toString();
  }

  @Test
  void noProgramIsRunFromTheReloadOnThatForbidsIt() {
    File runs = folder.resolve("runs").toFile();
    try (var server = LiveServer.in(folder, allowed(true)).start()) {
      var zone =
          server.zone(
              "www A " + A + "\n",
              """
              [check.program]
              type = "exec"
              command = ["/bin/sh", "-c", "echo run >> %s"]
              interval = "1s"
              timeout = "1s"
              [name.www]
              check = "program"
              """
                  .formatted(runs));
      zone.awaitVerdict("www", A, "up");
      server.write("pharos.toml", allowed(false));
      assertThat(server.tell("reload").code()).isEqualTo(1);
      var before = voids(zone);
      Eventually.holds("probes are void", () -> voids(zone) > before);
      var length = runs.length();
      Eventually.holds("more of them are", () -> voids(zone) > before + 3);
      assertThat(runs.length()).isEqualTo(length);
      assertThat(zone.verdict("www", A)).isEqualTo("up");
      assertThat(reason(zone)).contains("not-permitted");
      assertThat(server.log().split("allow_exec is false now", -1)).hasSize(2);

      server.write("pharos.toml", allowed(true));
      assertThat(server.tell("reload").code()).isZero();
      Eventually.holds("they are run again", () -> runs.length() > length);
      Eventually.gives("null", () -> reason(zone));
    }
  }
}
