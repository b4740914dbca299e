package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is answered before the first results, after a restart and after a reload.
class StartupTest {
  @TempDir Path folder;

  /// Probes that hang have no result for three seconds.
  private static String slow() {
    return """
        [check.web]
        type = "http"
        port = %d
        body = "ok"
        interval = "3s"
        timeout = "3s"
        fall = 2
        """
        .formatted(Endpoint.port());
  }

  @Test
  void aNameIsHeldUntilEveryMonitorHasAFirstResultAndTheRestOfTheZoneAnswers() {
    try (var server = LiveServer.in(folder, "")) {
      var up = server.endpoint(Behaviour.PASS);
      var hang = server.endpoint(Behaviour.HANG);
      var zone =
          server.files(
              "www A %s\nwww A %s\nother A 192.0.2.1\n".formatted(up, hang),
              slow() + "[name.www]\ncheck = \"web\"\n");
      server.start();
      var reply = zone.reply(zone.question("www A").payload(1232), "127.0.0.1");
      assertThat(reply.status()).isEqualTo("SERVFAIL");
      assertThat(String.valueOf(reply.edns())).contains("15:000e");
      assertThat(zone.ask("other A")).isEqualTo("NOERROR 300 192.0.2.1");
      assertThat(zone.status("www", hang).get("verdict").stringValue()).isEqualTo("unknown");
      zone.awaitMembers("www A", up);
      zone.awaitVerdict("www", hang, "down");
    }
  }

  @Test
  void afterTheDeadlineAnUnknownMemberIsOut() {
    try (var server = LiveServer.in(folder, "")) {
      var up = server.endpoint(Behaviour.PASS);
      var hang = server.endpoint(Behaviour.HANG);
      var zone =
          server.files(
              "www A %s\nwww A %s\n".formatted(up, hang),
              slow().replace("3s", "9s")
                  + "[name.www]\ncheck = \"web\"\ninitial_deadline = \"1500ms\"\n");
      server.start();
      zone.awaitMembers("www A", up);
      assertThat(zone.verdict("www", hang)).isEqualTo("unknown");
      assertThat(zone.status("www", hang).get("effective").stringValue()).isEqualTo("down");
    }
  }

  @Test
  void afterTheDeadlineRecordsThatFollowANameWithoutAnyResultAreDropped() {
    try (var server = LiveServer.in(folder, "")) {
      var hang = server.endpoint(Behaviour.HANG);
      var zone =
          server.files(
              "@ MX 10 mail1\n@ MX 20 mail2\nmail1 A %s\nmail2 A 192.0.2.2\n".formatted(hang),
              slow().replace("3s", "9s")
                  + """
                  [name.mail1]
                  check = "web"
                  initial_deadline = "1500ms"
                  on_exhausted = "nodata"
                  [name.mail2]
                  [name."@"]
                  follow = "targets"
                  """);
      server.start();
      assertThat(zone.ask("@ MX")).contains("mail1").contains("mail2");
      Eventually.holds("only mail2 is left", () -> !zone.ask("@ MX").contains("mail1"));
      assertThat(zone.ask("@ MX")).contains("mail2");
      assertThat(zone.verdict("mail1", hang)).isEqualTo("unknown");
    }
  }

  @Test
  void theTierThatAnswersTheClientsOfARuleSurvivesAKill() {
    try (var server = LiveServer.in(folder, "")) {
      var a = server.endpoint(Behaviour.PASS);
      var zone =
          server.files(
              "www A 192.0.2.1\neast A %s\nwest A 192.0.2.3\n".formatted(a),
              Checks.web("fall = 1", "rise = 1")
                  + """
                  [name.www]
                  failback = "manual"
                  [[name.www.rule]]
                  subnets = ["127.0.6.0/24"]
                  tiers = ["east", "west"]
                  fenced = true
                  [name.east]
                  check = "web"
                  """);
      server.start();
      Eventually.gives(a.address(), () -> from(zone, "127.0.6.1"));
      a.become(Behaviour.REFUSE);
      Eventually.gives("192.0.2.3", () -> from(zone, "127.0.6.1"));
      a.become(Behaviour.PASS);
      zone.awaitVerdict("east", a, "up");
      Eventually.holds("stored", () -> stored(server).contains("west"));
      server.kill();
      server.start();
      zone.awaitVerdict("east", a, "up");
      assertThat(from(zone, "127.0.6.1")).isEqualTo("192.0.2.3");
      assertThat(from(zone, "127.0.0.1")).isEqualTo("192.0.2.1");
      zone.done("failback", "www.{}");
      assertThat(from(zone, "127.0.6.1")).isEqualTo(a.address());
    }
  }

  private static String stored(LiveServer server) {
    try {
      var file = server.folder().resolve("state/tiers");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String from(LiveZone zone, String client) {
    return Sample.first(zone.reply(zone.question("www A"), client));
  }

  @Test
  void initialInAnswersUnknownMembersWithMinTtlAndInitialOutLeavesThemOut() {
    try (var server = LiveServer.in(folder, "")) {
      var hang = server.endpoint(Behaviour.HANG);
      var zone =
          server.files(
              "in A %s\nout A %s\nopen A %s\n".formatted(hang, hang, hang),
              slow().replace("3s", "9s")
                  + """
                  [defaults]
                  check = "web"
                  [name.in]
                  initial = "in"
                  min_ttl = "6s"
                  [name.out]
                  initial = "out"
                  on_exhausted = "nodata"
                  [name.open]
                  initial = "out"
                  """);
      server.start();
      assertThat(zone.ask("in A")).isEqualTo("NOERROR 6 " + hang);
      assertThat(zone.explain("in A").get("ttl_from").stringValue()).isEqualTo("minimum");
      assertThat(zone.ask("out A")).isEqualTo("NOERROR");
      assertThat(zone.ask("open A")).isEqualTo("NOERROR 10 " + hang);
    }
  }

  @Test
  void aRestartAnswersAtOnceFromSavedVerdictsWithMinTtlUntilTheFirstPass() {
    try (var server = LiveServer.in(folder, "")) {
      var up = server.endpoint(Behaviour.PASS);
      var down = server.endpoint(Behaviour.REFUSE);
      var zone =
          server.files(
              "www A %s\nwww A %s\n".formatted(up, down),
              slow()
                  + "[name.www]\ncheck = \"web\"\nmin_ttl = \"7s\"\nfailover_budget = \"60s\"\n");
      server.start();
      zone.awaitMembers("www A", up);
      server.stop();
      up.become(Behaviour.HANG);
      server.start();
      assertThat(zone.ask("www A")).isEqualTo("NOERROR 7 " + up);
      assertThat(zone.verdict("www", up)).isEqualTo("up");
      assertThat(zone.verdict("www", down)).isEqualTo("down");
      assertThat(zone.status("www", up).get("reason").stringValue()).contains("saved");
      up.become(Behaviour.PASS);
      Eventually.holds("a lease again", () -> zone.ttl("www A") > 7);
    }
  }

  @Test
  void theReasonAfterARestartIsThatOfTheFirstProbe() {
    try (var server = LiveServer.in(folder, "")) {
      var down = server.endpoint(Behaviour.REFUSE);
      var zone =
          server.files("www A %s\n".formatted(down), slow() + "[name.www]\ncheck = \"web\"\n");
      server.start();
      zone.awaitVerdict("www", down, "down");
      server.stop();
      server.start();
      Eventually.gives("down: refused", () -> zone.status("www", down).get("reason").stringValue());
      assertThat(zone.explain("www A").toString()).contains("\"down: refused\"");
    }
  }

  /// Two members, of which the second always passes.
  private static final String TWO = "www A 192.0.2.1\nwww A 192.0.2.2\n";

  private static String fed(String validity) {
    return """
        [check.deploy]
        type = "feed"
        validity = "%s"
        [name.www]
        check = "deploy"
        select = "weighted"
        answers = 2
        min_ttl = "2s"
        member."192.0.2.2".check = "up"
        """
        .formatted(validity);
  }

  @Test
  void whatAFeedSaidBeforeARestartCountsNoLongerThanItsValidity() {
    try (var server = LiveServer.in(folder, "")) {
      var zone = server.files(TWO, fed("15s"));
      server.start();
      var told = System.nanoTime();
      assertThat(server.push("deploy", "192.0.2.1 up")).startsWith("HTTP/1.1 200");
      server.stop();
      server.start();
      assertThat(zone.ask("www A")).isEqualTo("NOERROR 2 192.0.2.1, 2 192.0.2.2");
      var stale = zone.awaitMembers("www A", "192.0.2.2");
      assertThat(Duration.ofNanos(stale - told))
          .isBetween(Duration.ofMillis(14_900), Duration.ofSeconds(19));
      assertThat(zone.status("www", "192.0.2.1").get("reason").stringValue()).startsWith("stale: ");
      server.stop();
      server.start();
      assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.2");
    }
  }

  @Test
  void aMemberThatDoesNotPassAfterARestartIsStaleWhenItsBudgetIsUsedUp() {
    try (var server = LiveServer.in(folder, "");
        var agent = Agent.saying("up")) {
      var zone =
          server.files(
              TWO,
              """
              [check.load]
              type = "agent"
              port = 9
              interval = "300ms"
              timeout = "300ms"
              [name.www]
              check = "load"
              min_ttl = "1s"
              failover_budget = "10s"
              member."192.0.2.1".target = "%s"
              member."192.0.2.2".check = "up"
              """
                  .formatted(agent));
      server.start();
      zone.awaitMembers("www A", "192.0.2.1", "192.0.2.2");
      agent.say("not a word");
      server.stop();
      server.start();
      assertThat(zone.ask("www A")).isEqualTo("NOERROR 1 192.0.2.1, 1 192.0.2.2");
      zone.awaitMembers("www A", "192.0.2.2");
      assertThat(zone.verdict("www", "192.0.2.1")).isEqualTo("up");
      agent.say("up");
      zone.awaitMembers("www A", "192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void theShareThatATargetAskedForHoldsOverARestart() {
    try (var server = LiveServer.in(folder, "")) {
      var zone = server.files(TWO, fed("1h").replace("answers = 2\n", ""));
      server.start();
      assertThat(server.push("deploy", "192.0.2.1 up weight 10%")).startsWith("HTTP/1.1 200");
      server.stop();
      server.start();
      ChiSquare.require(
          Sample.of(zone, "www A", 2000, Sample::first),
          Map.of("192.0.2.1", 0.1, "192.0.2.2", 1.0));
      assertThat(server.push("deploy", "192.0.2.1 drain")).startsWith("HTTP/1.1 200");
      server.stop();
      server.start();
      assertThat(zone.status("www", "192.0.2.1").get("effective").stringValue()).isEqualTo("drain");
      assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.2");
    }
  }

  @Test
  void verdictsSurviveAKill() {
    try (var server = LiveServer.in(folder, "")) {
      var up = server.endpoint(Behaviour.PASS);
      var down = server.endpoint(Behaviour.REFUSE);
      var zone =
          server.files(
              "www A %s\nwww A %s\n".formatted(up, down), slow() + "[name.www]\ncheck = \"web\"\n");
      server.start();
      zone.awaitMembers("www A", up);
      Eventually.holds(
          "saved", () -> server.folder().resolve("state/verdicts").toFile().length() > 60);
      server.kill();
      up.become(Behaviour.HANG);
      server.start();
      assertThat(zone.members("www A")).isEqualTo("NOERROR " + up);
    }
  }

  @Test
  void theStateOfWhatDidNotChangeSurvivesAReload() {
    try (var server = LiveServer.in(folder, "").start()) {
      var up = server.endpoint(Behaviour.PASS);
      var down = server.endpoint(Behaviour.REFUSE);
      var extra = server.endpoint(Behaviour.PASS);
      var hang = server.endpoint(Behaviour.HANG);
      var records = "www A %s\nwww A %s\n".formatted(up, down);
      var zone =
          server.zone(records, slow() + "[name.www]\ncheck = \"web\"\nfailover_budget = \"60s\"\n");
      zone.awaitMembers("www A", up);
      var ttl = zone.ttl("www A");
      zone.write(
          records + "www A %s\nnew A %s\nnew A %s\n".formatted(extra, extra, hang),
          slow()
              + "[name.www]\ncheck = \"web\"\nfailover_budget = \"60s\"\n"
              + "[name.new]\ncheck = \"web\"\n");
      zone.reload();
      assertThat(zone.ask("www A")).contains(ttl + " " + up);
      assertThat(zone.verdict("www", down)).isEqualTo("down");
      assertThat(zone.members("new A")).as("a new name is held").isEqualTo("SERVFAIL");
      zone.awaitMembers("www A", up, extra);
      zone.awaitMembers("new A", extra);
    }
  }

  @Test
  void theBackupGoesOnAnsweringWhileACorrectedCheckHasNoResult() {
    try (var server = LiveServer.in(folder, "").start()) {
      var app = server.endpoint(Behaviour.PASS);
      var spare = server.endpoint(Behaviour.PASS);
      var records = "www A %s\nspare A %s\n".formatted(app, spare);
      var names =
          """
          [name.www]
          check = "web"
          backup = ["spare"]
          failback = "manual"
          [name.spare]
          """;
      var wrong = "[check.wrong]\ntype = \"tcp\"\nport = 1\n";
      var zone = server.zone(records, slow() + wrong + names.replace("web", "wrong"));
      zone.awaitMembers("www A", spare);
      app.become(Behaviour.HANG);
      zone.write(records, slow() + wrong + names);
      zone.reload();
      assertThat(zone.verdict("www", app)).isEqualTo("unknown");
      assertThat(zone.members("www A")).isEqualTo("NOERROR " + spare);
      zone.awaitVerdict("www", app, "down");
      assertThat(zone.members("www A")).isEqualTo("NOERROR " + spare);
      assertThat(server.log()).doesNotContain("exhausted");
    }
  }

  @Test
  void aMemberInPlaceOfTheOnlyOneThatIsUpHoldsTheNameInsteadOfExhaustingIt() {
    try (var server = LiveServer.in(folder, "").start()) {
      var up = server.endpoint(Behaviour.PASS);
      var down = server.endpoint(Behaviour.REFUSE);
      var hang = server.endpoint(Behaviour.HANG);
      var records = "www A %s\nwww A %s\n";
      var steering = slow() + "[name.www]\ncheck = \"web\"\n";
      var zone = server.zone(records.formatted(up, down), steering);
      zone.awaitMembers("www A", up);
      zone.write(records.formatted(hang, down), steering);
      zone.reload();
      var reply = zone.reply(zone.question("www A").payload(1232), "127.0.0.1");
      assertThat(reply.status()).isEqualTo("SERVFAIL");
      assertThat(String.valueOf(reply.edns())).contains("15:000e");
      assertThat(server.log()).doesNotContain("exhausted");
      zone.awaitVerdict("www", hang, "down");
    }
  }

  @Test
  void aNameWhoseCheckChangedIsHeldInsteadOfExhausted() {
    try (var server = LiveServer.in(folder, "").start()) {
      var up = server.endpoint(Behaviour.PASS);
      var down = server.endpoint(Behaviour.REFUSE);
      var records = "www A %s\nwww A %s\n".formatted(up, down);
      var zone = server.zone(records, slow() + "[name.www]\ncheck = \"web\"\n");
      zone.awaitMembers("www A", up);
      zone.write(records, slow() + "rise = 5\n[name.www]\ncheck = \"web\"\n");
      zone.reload();
      for (var i = 0; i < 50; i++) {
        assertThat(zone.members("www A")).isIn("SERVFAIL", "NOERROR " + up);
      }
      zone.awaitMembers("www A", up);
      assertThat(server.log()).doesNotContain("exhausted");
    }
  }
}
