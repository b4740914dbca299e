package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.ConfigurationCheck;
import org.pharosdns.cli.control.Weight;
import org.pharosdns.zone.model.Problem;

/// The commands that need no server, and the usage of all.
class LocalCommandsTest {
  private static final Parts PARTS = Typed.parts(Path.of("nowhere/control.sock"));

  private static final CheckReport.SteeredName SHOP =
      new CheckReport.SteeredName(
          "shop.example.com.",
          "A",
          List.of(
              new CheckReport.Tier(
                  "shop.example.com.",
                  "web",
                  "weighted",
                  List.of(
                      new CheckReport.Member("192.0.2.11", Weight.of(70)),
                      new CheckReport.Member("192.0.2.12", Weight.STANDBY))),
              new CheckReport.Tier(
                  "sorry.example.com.",
                  null,
                  "rotate",
                  List.of(new CheckReport.Member("192.0.2.99", null)))),
          Duration.ofMillis(12150),
          Duration.ofSeconds(30),
          Duration.ofSeconds(19),
          21L,
          List.of(
              new CheckReport.Rule(
                  "1: 10.0.0.0/8, EU (fenced)",
                  List.of(
                      new CheckReport.Tier(
                          "sorry.example.com.",
                          null,
                          "rotate",
                          List.of(new CheckReport.Member("192.0.2.99", null)))))),
          "1 % to sorry.example.com.",
          Duration.ofSeconds(60),
          List.of("tier sorry is unchecked"));

  private static Parts checking(ConfigurationCheck check) {
    return new Parts(Typed.NO_SERVER, check, PARTS.locator(), PARTS.signals(), PARTS.offline());
  }

  @Test
  void helpOfEveryCommandFitsAndSaysHowToUseIt() {
    assertThat(Typed.run(PARTS, "--help").code()).isZero();
    for (String command :
        List.of(
            "serve",
            "check",
            "status",
            "explain",
            "up",
            "down",
            "drain",
            "auto",
            "reload",
            "zone",
            "import",
            "demo",
            "doctor",
            "man",
            "completion",
            "version")) {
      Typed typed = Typed.run(PARTS, command, "--help");
      assertThat(typed.code()).as(command).isZero();
      assertThat(typed.err()).as(command).isEmpty();
      assertThat(typed.out()).as(command).startsWith("Usage: pharos " + command).contains("-c,");
      assertThat(typed.out().lines()).as(command).allMatch(line -> line.length() <= 96);
      assertThat(Typed.run(PARTS, "help", command).out()).as(command).isEqualTo(typed.out());
    }
  }

  @Test
  void withoutCommandTheUsageIsShownAsAnError() {
    Typed typed = Typed.run(PARTS);
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).contains("Commands:");
  }

  @Test
  void unknownCommandGetsASuggestion() {
    assertThat(Typed.run(PARTS, "statsu"))
        .isEqualTo(
            new Typed(
                2,
                "",
                """
                pharos: 'statsu' is no command of pharos. Did you mean 'status'?
                Try 'pharos --help'.
                """));
    assertThat(Typed.run(PARTS, "frobnicate").err()).doesNotContain("Did you mean");
    assertThat(Typed.run(PARTS, "zone", "lsit").err()).contains("Did you mean 'list'?");
  }

  @Test
  void checkShowsTreeBudgetAndTtlOfEachName() {
    Parts parts = checking((file, paths) -> new CheckReport(1, List.of(), List.of(SHOP)));
    assertThat(Typed.run(parts, "check"))
        .isEqualTo(
            new Typed(
                0,
                """
                shop.example.com. A
                ├─ shop.example.com.  check web, weighted: 192.0.2.11 (70), 192.0.2.12 (standby)
                └─ sorry.example.com.  unchecked, rotate: 192.0.2.99
                   trickle 1 % to sorry.example.com.
                   rule 1: 10.0.0.0/8, EU (fenced)
                   └─ sorry.example.com.  unchecked, rotate: 192.0.2.99
                   failover budget 30s (smallest legal 19s), found dead within 12.15s, TTL 21, recovery budget 60s
                   * tier sorry is unchecked

                1 zone, 1 steered name, 0 errors, 0 warnings
                """,
                ""));
    assertThat(Typed.run(parts, "check", "--json").out()).contains("\"detection\" : 12.150");
  }

  @Test
  void checkEndsWithOneOnErrorsAndZeroOnWarnings() {
    Path file = Path.of("z.zone");
    var error = Problem.error(file, 3, 5, "unknown type AX").withSource("www AX 1").withHint("A?");
    var warning = Problem.warning(file, 0, 0, "no AAAA");
    Parts bad = checking((config, paths) -> new CheckReport(0, List.of(error, warning), List.of()));
    assertThat(Typed.run(bad, "check", "--json").out()).contains("\"file\" : \"z.zone\"");
    assertThat(Typed.run(bad, "check"))
        .isEqualTo(
            new Typed(
                1,
                "0 zones, 0 steered names, 1 error, 1 warning\n",
                """
                z.zone:3:5: error: unknown type AX (A?)
                  www AX 1
                      ^
                z.zone: warning: no AAAA
                """));
    Parts doubtful = checking((config, paths) -> new CheckReport(1, List.of(warning), List.of()));
    assertThat(Typed.run(doubtful, "check").code()).isZero();
  }

  @Test
  void checkHandsOnConfigurationAndPaths() {
    List<String> seen = new ArrayList<>();
    Parts parts =
        checking(
            (config, paths) -> {
              seen.add(config + " " + paths);
              return new CheckReport(0, List.of(), List.of());
            });
    Typed.run(parts, "check", "a", "-c", "f.toml", "b");
    Typed.run(parts, "-c", "g.toml", "check");
    Typed.run(parts, "check");
    assertThat(seen).containsExactly("f.toml [a, b]", "g.toml []", "null []");
  }

  @Test
  void completionIsAScriptThatKnowsTheCommands() {
    Typed typed = Typed.run(PARTS, "completion", "zsh");
    assertThat(typed.code()).isZero();
    assertThat(typed.out()).startsWith("#!/usr/bin/env bash").contains("drain", "--allow-empty");
    assertThat(Typed.run(PARTS, "completion", "fish").code()).isEqualTo(2);
  }

  @Test
  void versionWithoutServerNamesTheProgram() {
    assertThat(Typed.run(PARTS, "version").out()).matches("pharos [0-9].* on Java [0-9].*\n");
  }

  @Test
  void versionIsAnOptionToo() {
    Typed command = Typed.run(PARTS, "version");
    assertThat(Typed.run(PARTS, "--version")).isEqualTo(command);
    assertThat(Typed.run(PARTS, "-V")).isEqualTo(command);
    assertThat(Typed.run(PARTS, "--help").out()).contains("-V, --version");
  }

  @Test
  void coloursAreForTerminalsThatShowThemAndPeopleWhoWantThem() {
    assertThat(Console.isColourWelcome(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Console.isColourWelcome(Map.of())).isTrue();
    assertThat(Console.isColourWelcome(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Console.isColourWelcome(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Console.isColourWelcome(Map.of("TERM", "dumb"))).isFalse();
  }
}
