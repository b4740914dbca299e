package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RRsets of one zone that follow steered names of another, as clients see them: also when either
/// zone is loaded again, and with a zone in between.
class FollowAcrossZonesTest {
  private static final String FOLLOWER =
      """
      @ 300 MX 10 mail.hosts.
      @ 300 MX 20 spare.hosts.
      _x._tcp 300 SRV 1 1 5060 mail.hosts.
      """;
  private static final String FOLLOWS =
      """
      [name."@"]
      follow = "targets"
      """;
  private static final String HOSTS =
      """
      mail  300 A 192.0.2.1
      spare 300 A 192.0.2.2
      *.any 300 A 192.0.2.3
      """;
  private static final String STEERED = "[name.mail]\n[name.spare]\n[name.\"*.any\"]\n";

  @TempDir Path temporary;

  private ServerFolder folder(String follower, String steering) {
    var folder =
        new ServerFolder(temporary)
            .zone("example.zone", ServerFolder.APEX + follower)
            .zone("hosts.zone", ServerFolder.APEX + HOSTS)
            .zone("hosts.toml", STEERED);
    return steering.isEmpty() ? folder : folder.zone("example.toml", steering);
  }

  private static void reload(SteeredZone zone) throws Exception {
    assertThat(zone.server().control().reload(List.of(), true).complete()).isTrue();
  }

  private static final String BOTH =
      "NOERROR\nanswer @ 300 MX 10 mail.hosts.\nanswer @ 300 MX 20 spare.hosts.";
  private static final String SPARE = "NOERROR\nanswer @ 300 MX 20 spare.hosts.";

  @Test
  void recordsOfExhaustedTargetsInAnotherZoneAreDropped() throws Exception {
    try (var zone = SteeredZone.of(folder(FOLLOWER, FOLLOWS))) {
      assertThat(zone.ask("@ MX")).isEqualTo(BOTH);
      zone.down("mail.hosts");
      assertThat(zone.ask("@ MX")).isEqualTo(SPARE);
      assertThat(zone.ask("_x._tcp SRV"))
          .isEqualTo("NOERROR\nanswer _x._tcp 300 SRV 1 1 5060 mail.hosts.");
      zone.down("spare.hosts");
      assertThat(zone.ask("@ MX")).isEqualTo(BOTH);
    }
  }

  @Test
  void wildcardsOfAnotherZoneAreFollowed() throws Exception {
    var follower = "@ 300 MX 10 x.any.hosts.\n@ 300 MX 20 spare.hosts.\n";
    try (var zone = SteeredZone.of(folder(follower, FOLLOWS))) {
      zone.down("*.any.hosts");
      assertThat(zone.ask("@ MX")).isEqualTo(SPARE);
    }
  }

  @Test
  void eitherZoneMayBeLoadedAgain() throws Exception {
    var folder = folder(FOLLOWER, FOLLOWS);
    try (var zone = SteeredZone.of(folder)) {
      zone.down("mail.hosts");
      folder.zone("example.zone", ServerFolder.APEX + FOLLOWER + "new 60 TXT new\n");
      reload(zone);
      assertThat(zone.ask("@ MX")).isEqualTo(SPARE);
      folder.zone("hosts.toml", STEERED.replace("[name.mail]\n", ""));
      reload(zone);
      assertThat(zone.ask("@ MX")).as("mail is not steered any more").isEqualTo(BOTH);
      folder.zone("hosts.zone", ServerFolder.APEX + "first 60 A 192.0.2.9\n" + HOSTS);
      folder.zone("hosts.toml", "[name.first]\n" + STEERED);
      reload(zone);
      assertThat(zone.ask("@ MX")).as("mail is steered again, elsewhere").isEqualTo(SPARE);
      folder.zone(
          "example.zone", ServerFolder.APEX + FOLLOWER.replace("mail.hosts", "first.hosts"));
      reload(zone);
      assertThat(zone.ask("@ MX")).contains("MX 10 first.hosts.", "MX 20 spare.hosts.");
      zone.down("first.hosts");
      assertThat(zone.ask("@ MX")).isEqualTo(SPARE);
    }
  }

  @Test
  void aZoneMayComeAndGo() throws Exception {
    var folder = folder(FOLLOWER, FOLLOWS);
    var file = temporary.resolve("zones/hosts.zone");
    var steering = temporary.resolve("zones/hosts.toml");
    var away = temporary.resolve("away");
    Files.move(file, away);
    Files.delete(steering);
    try (var zone = SteeredZone.of(folder)) {
      assertThat(zone.ask("@ MX")).isEqualTo(BOTH);
      Files.move(away, file);
      Files.writeString(steering, STEERED);
      reload(zone);
      zone.down("mail.hosts");
      assertThat(zone.ask("@ MX")).isEqualTo(SPARE);
      Files.delete(file);
      Files.delete(steering);
      reload(zone);
      assertThat(zone.ask("@ MX")).isEqualTo(BOTH);
    }
  }

  @Test
  void theZoneClosestToTheTargetCounts() throws Exception {
    var folder =
        folder(FOLLOWER.replace("mail.hosts.", "mail.in.hosts."), FOLLOWS)
            .zone("in.hosts.zone", ServerFolder.APEX + "mail 60 A 192.0.2.1\n")
            .zone("hosts.zone", ServerFolder.APEX + HOSTS + "mail.in 60 A 192.0.2.1\n")
            .zone("hosts.toml", STEERED + "[name.\"mail.in\"]\n");
    try (var zone = SteeredZone.of(folder)) {
      zone.down("mail.in.hosts", "spare.hosts");
      assertThat(zone.ask("@ MX")).isEqualTo("NOERROR\nanswer @ 300 MX 10 mail.in.hosts.");
    }
  }

  @Test
  void hintsOfATargetInAnotherZoneAreThoseItAnswers() throws Exception {
    var hints =
        """
        svc 300 HTTPS 1 mail.hosts. ipv4hint=192.0.2.1,192.0.2.77
        """;
    try (var zone = SteeredZone.of(folder(hints, ""))) {
      assertThat(zone.ask("svc HTTPS"))
          .isEqualTo("NOERROR\nanswer svc 300 HTTPS 1 mail.hosts. ipv4hint=192.0.2.1,192.0.2.77");
      folderWithNodata();
      reload(zone);
      zone.down("mail.hosts");
      assertThat(zone.ask("svc HTTPS"))
          .isEqualTo("NOERROR\nanswer svc 300 HTTPS 1 mail.hosts. ipv4hint=192.0.2.77");
    }
  }

  private void folderWithNodata() throws Exception {
    Files.writeString(
        temporary.resolve("zones/hosts.toml"),
        STEERED.replace("[name.mail]\n", "[name.mail]\non_exhausted = \"nodata\"\n"));
  }

  @Test
  void ttlsAndVerdictsOfAnotherZoneCount() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.25.1", 0)) {
      var folder =
          folder(FOLLOWER + "svc 300 HTTPS 1 mail.hosts. ipv4hint=127.0.25.1\n", FOLLOWS)
              .zone("hosts.zone", ServerFolder.APEX + HOSTS.replace("192.0.2.1", "127.0.25.1"))
              .zone(
                  "hosts.toml",
                  """
                  [check.open]
                  type = "tcp"
                  port = %d
                  interval = "300ms"
                  timeout = "200ms"
                  fall = 2
                  rise = 1
                  [name.mail]
                  check = "open"
                  failover_budget = "40s"
                  on_exhausted = "nodata"
                  """
                      .formatted(endpoint.port()));
      try (var zone = SteeredZone.of(folder)) {
        await(zone, "@ MX", "@ 38 MX 10"); // 40 - 1 - 0.33 - 0.2
        await(zone, "svc HTTPS", "svc 38 HTTPS 1 mail.hosts. ipv4hint=127.0.25.1");
        assertThat(zone.ask("@ MX")).doesNotContain("additional");
        endpoint.kill();
        await(zone, "@ MX", "NOERROR\nanswer @ 38 MX 20");
        assertThat(zone.ask("svc HTTPS")).contains("HTTPS").doesNotContain("ipv4hint");
        endpoint.revive();
        await(zone, "@ MX", "@ 38 MX 10");
      }
    }
  }

  private static void await(SteeredZone zone, String question, String part) {
    var giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!zone.ask(question).contains(part)) {
      assertThat(System.nanoTime()).as(zone.ask(question)).isLessThan(giveUpNanos);
    }
  }
}
