package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CNAME tiers as clients see them.
class AliasTiersOnTheWireTest {
  private static final String ZONE =
      """
      www 300 A 192.0.2.1
      www 300 TXT text
      sorry 45 CNAME page
      page 60 A 192.0.2.9
      far 45 CNAME sorry.example.net.
      alias 50 CNAME far.example.net.
      """;
  private static final String STEERING =
      """
      [name.www]
      backup = ["sorry"]
      [name.alias]
      backup = ["page"]
      """;

  @TempDir Path temporary;

  @Test
  void thereIsNoAliasWhileTheAddressesAnswer() throws Exception {
    try (var zone = SteeredZone.of(temporary, ZONE, STEERING)) {
      assertThat(zone.ask("www A")).isEqualTo("NOERROR\nanswer www 300 A 192.0.2.1");
      assertThat(zone.ask("www CNAME")).isEqualTo("NOERROR\nexample. 60 SOA");
      assertThat(zone.ask("www AAAA")).isEqualTo("NOERROR\nexample. 60 SOA");
      assertThat(zone.ask("www MX")).isEqualTo("NOERROR\nexample. 60 SOA");
      assertThat(zone.ask("www ANY")).isEqualTo("NOERROR\nanswer www 300 A 192.0.2.1");
    }
  }

  @Test
  void theAliasStandsAtTheNameAskedAndIsFollowed() throws Exception {
    try (var zone = SteeredZone.of(temporary, ZONE, STEERING)) {
      zone.down("www.example");
      assertThat(zone.ask("www A"))
          .isEqualTo("NOERROR\nanswer www 45 CNAME page.example.\nanswer page 60 A 192.0.2.9");
      assertThat(zone.ask("www AAAA"))
          .isEqualTo("NOERROR\nanswer www 45 CNAME page.example.\nexample. 60 SOA");
      assertThat(zone.ask("www CNAME")).isEqualTo("NOERROR\nanswer www 45 CNAME page.example.");
      assertThat(zone.ask("www ANY")).isEqualTo("NOERROR\nanswer www 45 CNAME page.example.");
      assertThat(zone.ask("www TXT")).isEqualTo("NOERROR\nanswer www 300 TXT text");
    }
  }

  @Test
  void theAliasIsCompressed() throws Exception {
    try (var zone = SteeredZone.of(temporary, ZONE, STEERING)) {
      zone.down("www.example");
      var header = 12;
      var question = "3www7example0".length() + 4 - 2 + 2;
      var alias = 12 + "4page".length() + 2;
      var address = 12 + 4;
      assertThat(zone.message("www A").numBytes()).isEqualTo(header + question + alias + address);
    }
  }

  @Test
  void aliasOutOfOurZonesEndsTheAnswer() throws Exception {
    var steering = STEERING.replace("sorry", "far");
    try (var zone = SteeredZone.of(temporary, ZONE, steering)) {
      zone.down("www.example");
      assertThat(zone.ask("www A")).isEqualTo("NOERROR\nanswer www 45 CNAME sorry.example.net.");
    }
  }

  @Test
  void steeredAliasFallsToAddresses() throws Exception {
    try (var zone = SteeredZone.of(temporary, ZONE, STEERING)) {
      assertThat(zone.ask("alias A")).isEqualTo("NOERROR\nanswer alias 50 CNAME far.example.net.");
      assertThat(zone.ask("alias TXT"))
          .isEqualTo("NOERROR\nanswer alias 50 CNAME far.example.net.");
      zone.down("alias.example");
      assertThat(zone.ask("alias A")).isEqualTo("NOERROR\nanswer alias 60 A 192.0.2.9");
      assertThat(zone.ask("alias ANY")).isEqualTo("NOERROR\nanswer alias 60 A 192.0.2.9");
      assertThat(zone.ask("alias CNAME")).isEqualTo("NOERROR\nexample. 60 SOA");
      assertThat(zone.ask("alias TXT")).isEqualTo("NOERROR\nexample. 60 SOA");
    }
  }

  @Test
  void wildcardOwnersGetTheAliasUnderTheNameAsked() throws Exception {
    var zoneText = "*.app 300 A 192.0.2.1\nsorry 45 CNAME a.b.app.example.net.\n";
    var steering = "[name.\"*.app\"]\nbackup = [\"sorry\"]\n";
    try (var zone = SteeredZone.of(temporary, zoneText, steering)) {
      assertThat(zone.ask("x.app A")).isEqualTo("NOERROR\nanswer x.app 300 A 192.0.2.1");
      zone.down("*.app.example");
      assertThat(zone.ask("x.y.app A"))
          .isEqualTo("NOERROR\nanswer x.y.app 45 CNAME a.b.app.example.net.");
      assertThat(zone.ask("app A")).isEqualTo("NOERROR\nexample. 60 SOA");
    }
  }
}
