package org.pharosdns.cli.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.zone.model.Problem;

/// Everything that is wrong with a zone and its steering is told at once, and nothing that only
/// follows from something else.
class EveryProblemTest {
  private static final String ZONE = ServerFolder.APEX + "www A 192.0.2.1\ndr A 192.0.2.9\n";
  private static final String WEB = "[check.web]\ntype = \"tcp\"\nport = 80\n";

  @TempDir private Path folder = Path.of("");

  private List<String> messages(String zone, String steering) {
    new ServerFolder(folder)
        .write("pharos.toml", "")
        .zone("example.zone", zone)
        .zone("example.toml", steering);
    var options = new ServeOptions(folder.resolve("pharos.toml"), null, List.of());
    var configuration = Objects.requireNonNull(Configurations.read(options).value());
    return ZoneReading.of(configuration, folder.resolve("zones"), AllWritten.of(configuration))
        .allProblems()
        .stream()
        .map(Problem::message)
        .toList();
  }

  @Test
  void aSteeringFileWithAWrongKeyIsHeldAgainstTheZone() {
    assertThat(
            messages(
                ZONE,
                """
                [name.www]
                foo = 1
                backup = ["nope", "dr"]
                weights = { "192.0.2.7" = 5 }
                [name.zzz]
                backup = ["nowhere"]
                """))
        .containsExactly(
            "unknown key \"foo\"",
            "192.0.2.7 is not an address of www",
            "tier nope has no A, AAAA or CNAME records in the zone",
            "zzz has no A or AAAA records in the zone, and no CNAME",
            "tier nowhere has no A, AAAA or CNAME records in the zone");
  }

  @Test
  void aZoneWithABadLineIsStillWhatTheSteeringIsHeldAgainst() {
    assertThat(
            messages(
                ZONE + "bad A 192.0.2.999\n",
                """
                [name.www]
                foo = 1
                backup = ["nope"]
                [name.zzz]
                """))
        .hasSize(4)
        .contains(
            "unknown key \"foo\"",
            "tier nope has no A, AAAA or CNAME records in the zone",
            "zzz has no A or AAAA records in the zone, and no CNAME");
  }

  @Test
  void aNameIsNotMissingWhenItsLineIsTheBadOne() {
    assertThat(
            messages(
                ZONE + "bad A 192.0.2.999\nbad A 192.0.2.3\nworse A x\n",
                """
                [name.bad]
                weights = { "192.0.2.99" = "standby", "192.0.2.3" = "off" }
                min_healthy = 2
                backup = ["worse"]
                [name.worse]
                types = ["AAAA"]
                [name.www]
                backup = ["bad", "worse"]
                """))
        .hasSize(2)
        .allMatch(message -> message.contains("is not an IPv4 address"));
  }

  @Test
  void anyNameMayBeMissingWhereALineWithoutAnOwnerIsBad() {
    var steering = "[name.zzz]\n[name.www]\nbackup = [\"www\", \"nope\"]\n";
    for (var line :
        List.of("$INCLUDE none\n", "$ORIGIN a..b\n", "zzz TXT \"open\n", "a..b A 192.0.2.3\n")) {
      assertThat(messages(ZONE + line, steering))
          .hasSize(2)
          .contains("tiers loop: www leads back to the name itself");
    }
  }

  @Test
  void aBudgetIsCheckedWhereAllThatItIsMadeOfIsReadable() {
    var tight = "[name.dr]\ncheck = \"web\"\nfailover_budget = \"5s\"\n";
    assertThat(messages(ZONE, WEB + "[name.www]\nfoo = 1\n" + tight))
        .hasSize(2)
        .anyMatch(message -> message.contains("failover_budget"));
    assertThat(messages(ZONE, WEB + "intervall = \"1s\"\n" + tight))
        .containsExactly("unknown key \"intervall\"");
    assertThat(messages(ZONE, WEB + "[defaults]\nslak = \"1s\"\n" + tight))
        .containsExactly("unknown key \"slak\"");
    assertThat(messages(ZONE, WEB + tight + "backup = [\"www\"]\n[name.www]\nfoo = 1\n"))
        .containsExactly("unknown key \"foo\"");
  }

  @Test
  void defaultsThatMeanNothingToANameAreNoProblemOfIt() {
    assertThat(
            messages(
                ZONE + "@ MX 10 mail.example.net.\n",
                """
                [defaults]
                check = "up"
                follow = "targets"
                failover_budget = "60s"
                trickle = { to = "dr", share = 0.01 }
                hash = { v4 = 16 }
                groups = "one-group"
                [name."@"]
                [name.www]
                [name.dr]
                """))
        .isEmpty();
  }

  @Test
  void whatAWrongValueSeemsToMeanIsNotTold() {
    assertThat(
            messages(
                ZONE,
                """
                [name.www]
                check = "webb"
                failover_budget = "20s"
                unlisted = "error"
                weights = { "192.0.2.300" = 1 }
                [name.dr]
                select = "weighted-multi"
                groups = "one-grup"
                [name.dr.member."192.0.2.9"]
                group = "a"
                """))
        .hasSize(3)
        .anyMatch(message -> message.contains("webb"))
        .anyMatch(message -> message.contains("192.0.2.300"))
        .anyMatch(message -> message.contains("groups must be one of"));
  }
}
