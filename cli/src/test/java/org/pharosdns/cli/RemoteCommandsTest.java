package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.ControlLimits;
import org.pharosdns.cli.control.ControlServer;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.FakeControl;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport;

/// The commands that ask a running server, over a real socket.
class RemoteCommandsTest {
  private static final String TABLE =
      """
      NAME              TYPE  ADDRESS      VERDICT  FORCED  TTL  FROM     LAST OK  NEXT PROBE  EXPOSED  CHANGES  REASON
      www.example.com.  A     192.0.2.11   up       -        21  fresh   0.4s ago     in 4.6s      20s        -
      www.example.com.  A     192.0.2.12   down     drain     -  -      1m35s ago     in 0.3s        -        1  new disk (ann, for 10m)
      api.example.com.  AAAA  2001:db8::1  unknown  -         -  -              -           -        -        -  no result yet

      3 members, 1 up
      """;

  private final FakeControl api = new FakeControl();
  @TempDir private Path folder = Path.of("");
  private @Nullable ControlServer server;
  private Parts parts = Typed.parts(folder);

  @BeforeEach
  void start() throws RefusedException {
    server = ControlServer.start(folder.resolve("c.sock"), api, ControlLimits.DEFAULTS);
    parts = Typed.parts(folder.resolve("c.sock"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Typed run(String... arguments) {
    return Typed.run(parts, arguments);
  }

  @Test
  void statusPrintsATable() {
    assertThat(run("status")).isEqualTo(new Typed(0, TABLE, ""));
    assertThat(api.calls).containsExactly("status []");
  }

  @Test
  void completionAsksTheServerForNamesAndAddresses() {
    assertThat(run("completion", "--words", "endpoints").out())
        .isEqualTo(
            """
            192.0.2.11
            192.0.2.12
            2001:db8::1
            api.example.com.
            www.example.com.
            """);
  }

  @Test
  void statusOfNothingSaysSo() {
    api.members = List.of();
    assertThat(run("status").out())
        .isEqualTo("No name is steered: every address of the zones is answered.\n");
  }

  @Test
  void statusPrintsJsonForScripts() {
    api.members = List.of(FakeControl.FORCED);
    assertThat(run("status", "--json", "www.example.com.").out())
        .isEqualTo(
            """
            [ {
              "name" : "www.example.com.",
              "type" : "A",
              "address" : "192.0.2.12",
              "verdict" : "down",
              "forced" : "drain",
              "effective" : "drain",
              "evidence_age" : 95.000,
              "ttl" : null,
              "exposed_until" : null,
              "next_probe" : 0.250,
              "reason" : "new disk (ann, for 10m)",
              "ttl_from" : null,
              "lease" : null,
              "exposure_assumed" : false,
              "passes" : 0,
              "failures" : 3,
              "transitions" : 1,
              "voids" : 0
            } ]
            """);
    assertThat(api.calls).containsExactly("status [www.example.com.]");
  }

  @Test
  void coloursMarkStatesAndNothingElseChanges() {
    Typed typed = Typed.run(parts, true, time -> false, "status");
    assertThat(typed.out())
        .contains("\033[32mup\033[0m", "\033[31mdown\033[0m", "\033[36mdrain\033[0m");
    assertThat(typed.out().replaceAll("\033\\[[0-9]*m", "")).isEqualTo(TABLE);
  }

  @Test
  void watchShowsItAgainUntilItIsEnded() {
    int[] rounds = {2};
    Typed typed = Typed.run(parts, false, time -> --rounds[0] > 0, "status", "--watch");
    assertThat(typed).isEqualTo(new Typed(0, TABLE + "\n" + TABLE + "\n", ""));
  }

  @Test
  void drainWaitsUntilNoCacheHoldsTheAddress() {
    api.members = List.of(FakeControl.UP);
    Typed typed =
        Typed.run(
            parts,
            false,
            time -> {
              api.members = List.of(FakeControl.FORCED);
              return true;
            },
            "drain",
            "192.0.2.11",
            "--wait");
    assertThat(typed.code()).isZero();
    assertThat(typed.out()).contains("safe to power off at ").endsWith("\nsafe to power off\n");
  }

  @Test
  void whatAWaitSaysIsNotAmongTheJson() {
    api.members = List.of(FakeControl.FORCED);
    Typed typed = Typed.run(parts, "down", "192.0.2.11", "--wait", "--json");
    assertThat(typed.out()).startsWith("[").endsWith("]\n");
    assertThat(typed.err()).isEqualTo("safe to power off\n");
  }

  @Test
  void aWaitThatIsInterruptedPromisesNothing() {
    api.members = List.of(FakeControl.UP);
    Typed typed = Typed.run(parts, false, time -> false, "down", "192.0.2.11", "--wait");
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out()).doesNotEndWith("safe to power off\n");
  }

  @Test
  void failbackSaysFromWhereANameAnswers() {
    assertThat(run("failback", "www.example.com"))
        .isEqualTo(new Typed(0, "www.example.com. A answers from www.example.com.\n", ""));
    assertThat(api.calls).containsExactly("failback www.example.com");
  }

  @Test
  void explainTellsTheWholeStory() {
    assertThat(run("explain", "www.example.com", "A", "--client", "198.51.100.0/24"))
        .isEqualTo(
            new Typed(
                0,
                """
                www.example.com. A for 198.51.100.0/24
                zone     example.com.
                answer   192.0.2.11
                ttl      21  (the budget's, while evidence is fresh)
                rule     1: 198.51.0.0/16, EU
                scope    /16  (others may get another answer)
                promise  kept

                tier www.example.com.  answers
                  ADDRESS           WEIGHT  REASON
                  192.0.2.11  in        70
                  192.0.2.12  out  standby  connection refused
                """,
                ""));
    assertThat(api.calls).containsExactly("explain www.example.com A 198.51.100.0/24");
  }

  @Test
  void explainOfAnUnsteeredNameIsShort() {
    api.explanation =
        new Explanation(
            new Explanation.Question("no.example.com.", "A"),
            null,
            "example.com.",
            "NXDOMAIN",
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null);
    assertThat(run("explain", "no.example.com", "A").out())
        .isEqualTo(
            """
            no.example.com. A
            zone     example.com.
            answer   NXDOMAIN, no record
            promise  none, the name is not steered
            """);
  }

  @Test
  void forcingSendsEverythingAndShowsTheOutcome() {
    assertThat(run("drain", "192.0.2.12", "--reason", "new disk", "--for", "1m30s", "x/y"))
        .isEqualTo(new Typed(0, TABLE, ""));
    assertThat(run("up", "a", "--allow-empty").code()).isZero();
    assertThat(run("--allow-empty", "down", "a").code()).isEqualTo(2);
    assertThat(run("auto", "a", "b").out()).isEqualTo(TABLE);
    assertThat(api.calls)
        .containsExactly(
            "force [192.0.2.12, x/y] DRAIN new disk PT1M30S false",
            "force [a] UP null null true",
            "release [a, b]");
  }

  @Test
  void refusalEndsWithOneAndAllItsProblems() {
    api.refusal = new RefusedException(List.of("nothing is called x", "nothing is called y"));
    assertThat(run("down", "x", "y"))
        .isEqualTo(new Typed(1, "", "pharos: nothing is called x\npharos: nothing is called y\n"));
  }

  @Test
  void wrongArgumentsNeverReachTheServer() {
    assertThat(run("down").code()).isEqualTo(2);
    assertThat(run("down", "x", "--for", "soon").err())
        .contains("'soon' is no duration; write for example 90s, 10m or 1h30m");
    assertThat(run("explain", "x").code()).isEqualTo(2);
    assertThat(run("status", "--jsno").err()).contains("Did you mean '--json'?");
    assertThat(api.calls).isEmpty();
  }

  @Test
  void reloadTellsWhatBecameOfEachZone() {
    assertThat(run("reload"))
        .isEqualTo(
            new Typed(
                0,
                """
                ZONE          OUTCOME    SERIAL
                example.com.  changed         7
                example.net.  unchanged       1
                """,
                ""));
    assertThat(run("zone", "reload", "--force", "example.com").code()).isZero();
    assertThat(api.calls).containsExactly("reload false", "reload [example.com] true");
  }

  @Test
  void reloadThatKeepsOldDataEndsWithOne() {
    api.report =
        new ReloadReport(
            List.of(
                new ReloadReport.Zone(
                    "example.com.",
                    ReloadReport.Outcome.KEPT,
                    7L,
                    List.of("example.com.zone:3:1: error: unknown type AX"))),
            List.of("pharos.toml:1:1: error: unknown key"),
            List.of());
    assertThat(run("reload"))
        .isEqualTo(
            new Typed(
                1,
                """
                ZONE          OUTCOME                 SERIAL
                example.com.  refused, old data kept       7
                """,
                """
                example.com.zone:3:1: error: unknown type AX
                pharos.toml:1:1: error: unknown key
                """));
  }

  @Test
  void whatWaitsForARestartIsSaidAndIsNoFailure() {
    api.report =
        new ReloadReport(
            List.of(), List.of(), List.of("pharos.toml: warning: [witness] (restart the server)"));
    assertThat(run("reload"))
        .extracting(Typed::code, Typed::err)
        .containsExactly(0, "pharos.toml: warning: [witness] (restart the server)\n");
    assertThat(run("reload", "--json").out()).contains("\"warnings\" : [ \"pharos.toml: warning");
  }

  @Test
  void zoneListShowsWhatIsLiveAndWhatIsNot() {
    assertThat(run("zone", "list").out())
        .isEqualTo(
            """
            ZONE              SERIAL  RECORDS  STEERED  STATE     FILE
            example.com.  2026010101       31        4  live      zones/example.com.zone
            example.net.           7        5        0  old data  zones/example.net.zone
            zones/example.net.zone:3:1: error: unknown type AX
            """);
    assertThat(run("zone", "list", "--json").out()).contains("\"serial\" : 2026010101");
  }

  @Test
  void versionNamesProgramAndServer() {
    assertThat(run("version").out())
        .matches(
            "pharos [0-9].* on Java [0-9].*\nserver 0.1.0 on Java 25, process 4711, up 1h30m,"
                + " answers on 127.0.0.1:5300 and \\[::1]:5300\n");
    assertThat(run("version", "--json").out()).contains("\"pid\" : 4711");
  }

  @Test
  void withoutServerEveryCommandSaysSo() {
    Parts nobody = Typed.parts(folder.resolve("none"));
    for (String[] command :
        List.of(
            new String[] {"status"},
            new String[] {"explain", "a", "A"},
            new String[] {"up", "a"},
            new String[] {"auto", "a"},
            new String[] {"reload"})) {
      Typed typed = Typed.run(nobody, command);
      assertThat(typed.code()).isEqualTo(1);
      assertThat(typed.err()).startsWith("pharos: no server answers on " + folder.resolve("none"));
    }
    assertThat(Typed.run(nobody, "version").code()).isZero();
  }
}
