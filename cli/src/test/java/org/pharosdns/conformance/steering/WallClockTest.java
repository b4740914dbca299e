package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jumps of the wall clock change nothing. The clock is set for the server alone, by libfaketime.
@Tag("steering")
class WallClockTest {
  @TempDir Path folder;

  private static Path library() throws Exception {
    try (var libraries = Files.walk(Path.of("/usr/lib"), 3)) {
      return libraries
          .filter(path -> path.endsWith("faketime/libfaketimeMT.so.1"))
          .findFirst()
          .orElseThrow();
    }
  }

  private LiveServer server() throws Exception {
    var server = LiveServer.in(folder, "");
    server.write("clock", "+0");
    return server
        .with("LD_PRELOAD", library().toString())
        .with("FAKETIME_TIMESTAMP_FILE", folder.resolve("clock").toString())
        .with("FAKETIME_CACHE_DURATION", "1")
        .with("NO_FAKE_STAT", "1")
        .with("FAKETIME_DONT_FAKE_MONOTONIC", "1");
  }

  private String steering() {
    return """
        [check.web]
        type = "http"
        port = %d
        interval = "1s"
        timeout = "500ms"
        fall = 2
        [check.told]
        type = "feed"
        file = "%s"
        validity = "10m"
        [name.www]
        check = "web"
        failover_budget = "9s"
        [name.fed]
        check = "told"
        """
        .formatted(Endpoint.port(), folder.resolve("feed"));
  }

  @Test
  void jumpsOfThirtyDaysChangeNoAnswerNoVerdictNoForcedStateAndNoPromise() throws Exception {
    try (var server = server()) {
      var a = server.endpoint(Behaviour.PASS);
      var b = server.endpoint(Behaviour.PASS);
      var c = server.endpoint(Behaviour.PASS);
      server.write("feed", "192.0.2.1 up\n192.0.2.2 down\n");
      var zone =
          server.files(
              "www A %s\nwww A %s\nwww A %s\nfed A 192.0.2.1\nfed A 192.0.2.2\n".formatted(a, b, c),
              steering());
      server.start();
      zone.awaitMembers("www A", a, b, c);
      zone.done("drain", c.address(), "--for", "1h");
      zone.awaitMembers("fed A", "192.0.2.1");
      var ttl = zone.ttl("www A");
      for (var jump : new String[] {"+30d", "+0", "-30d", "+0"}) {
        server.write("clock", jump);
        Eventually.keeps(
            jump,
            Duration.ofSeconds(3),
            () -> zone.ask("www A").equals("NOERROR %d %s, %d %s".formatted(ttl, a, ttl, b)));
        assertThat(zone.status("www", c).get("forced").stringValue()).isEqualTo("drain");
        assertThat(zone.status("www", a).get("transitions").intValue()).isZero();
        assertThat(zone.status("www", a).get("voids").intValue()).isZero();
        assertThat(zone.members("fed A")).isEqualTo("NOERROR 192.0.2.1");
        try (var cache = PerfectCache.of(zone, "www A")) {
          Eventually.keeps("seen", Duration.ofMillis(300), () -> true);
          var died = a.become(Behaviour.REFUSE);
          zone.awaitMembers("www A", b);
          assertThat(cache.usableSecondsAfter(a.address(), died)).isLessThanOrEqualTo(9);
          a.become(Behaviour.PASS);
          zone.awaitMembers("www A", a, b);
        }
        a.become(Behaviour.PASS);
        server.write("feed", "192.0.2.1 up\n192.0.2.2 down\n");
      }
      assertThat(server.log()).doesNotContain("exhausted", "stood still", "bug");
    }
  }

  @Test
  void aForcedStateReleasesItselfInTimeThoughTheClockWasSet() throws Exception {
    try (var server = server()) {
      var a = server.endpoint(Behaviour.PASS);
      var b = server.endpoint(Behaviour.PASS);
      var zone =
          server.files(
              "www A %s\nwww A %s\n".formatted(a, b),
              Checks.web() + "[name.www]\ncheck = \"web\"\n");
      server.start();
      zone.awaitMembers("www A", a, b);
      var said = System.nanoTime();
      zone.done("down", a.address(), "--for", "4s");
      server.write("clock", "-30d");
      var released = zone.awaitMembers("www A", a, b);
      assertThat(Duration.ofNanos(released - said))
          .isBetween(Duration.ofMillis(3900), Duration.ofSeconds(15));
      zone.done("down", a.address(), "--for", "30s");
      server.write("clock", "+30d");
      Eventually.holds(
          "noticed", () -> server.log().split("the wall clock was set", -1).length > 2);
      server.kill();
      server.start();
      zone.awaitMembers("www A", b);
      assertThat(zone.status("www", a).get("forced").stringValue()).isEqualTo("down");
    }
  }
}
