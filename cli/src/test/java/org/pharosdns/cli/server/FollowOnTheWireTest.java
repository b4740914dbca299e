package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RRsets that follow steered names, and address hints, as clients see them.
class FollowOnTheWireTest {
  private static final String ZONE =
      """
      @ 300 MX 10 mail1
      @ 300 MX 20 mail2
      @ 300 MX 30 plain
      mail1 300 A 192.0.2.1
      mail2 300 A 192.0.2.2
      plain 300 A 192.0.2.3
      _sip._tcp 300 SRV 1 1 5060 mail1
      _sip._tcp 300 SRV 1 1 5060 mail2
      _x._tcp 300 SRV 1 1 5060 mail1
      """;
  private static final String STEERING =
      """
      [check.closed]
      type = "down"
      [name.mail1]
      [name.mail2]
      [name."@"]
      follow = "targets"
      [name."_sip._tcp"]
      types = ["SRV"]
      follow = "targets"
      """;

  private static final String HINTS =
      """
      www 300 A 192.0.2.1
      www 300 A 192.0.2.2
      www 300 AAAA 2001:db8::1
      www 300 HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1
      svc 300 HTTPS 1 www mandatory=ipv4hint ipv4hint=192.0.2.1,192.0.2.77
      only 300 HTTPS 1 www mandatory=ipv6hint ipv6hint=2001:db8::1
      alias 300 HTTPS 0 www
      """;

  @TempDir Path temporary;

  @Test
  void recordsOfExhaustedTargetsAreDropped() throws Exception {
    try (var zone = SteeredZone.of(temporary, ZONE, STEERING)) {
      assertThat(zone.ask("@ MX"))
          .isEqualTo(
              """
              NOERROR
              answer @ 300 MX 10 mail1.example.
              answer @ 300 MX 20 mail2.example.
              answer @ 300 MX 30 plain.example.
              additional plain 300 A 192.0.2.3""");
      zone.down("mail1.example");
      assertThat(zone.ask("@ MX"))
          .isEqualTo(
              """
              NOERROR
              answer @ 300 MX 20 mail2.example.
              answer @ 300 MX 30 plain.example.
              additional plain 300 A 192.0.2.3""");
      assertThat(zone.ask("_sip._tcp SRV"))
          .isEqualTo("NOERROR\nanswer _sip._tcp 300 SRV 1 1 5060 mail2.example.");
      assertThat(zone.ask("_x._tcp SRV"))
          .isEqualTo("NOERROR\nanswer _x._tcp 300 SRV 1 1 5060 mail1.example.");
    }
  }

  @Test
  void allRecordsAreGivenWhenAllTargetsAreExhausted() throws Exception {
    try (var zone = SteeredZone.of(temporary, ZONE, STEERING)) {
      zone.down("mail1.example", "mail2.example");
      assertThat(zone.message("_sip._tcp SRV").getSection(1)).hasSize(2);
      assertThat(zone.message("@ MX").getSection(1)).hasSize(1);
    }
  }

  @Test
  void theTtlIsTheFreshOneOfTheTargets() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.21.1", 0)) {
      var checked =
          """
          [check.open]
          type = "tcp"
          port = %d
          interval = "5s"
          timeout = "2s"
          [name.mail1]
          check = "open"
          failover_budget = "40s"
          """
              .formatted(endpoint.port());
      var zoneText = ZONE.replace("192.0.2.1", "127.0.21.1");
      var steering = STEERING.replace("[name.mail1]\n", checked);
      try (var zone = SteeredZone.of(temporary, zoneText, steering)) {
        assertThat(zone.ask("_sip._tcp SRV")).contains("_sip._tcp 31 SRV"); // 40 - 1 - 5.5 - 2
      }
    }
  }

  @Test
  void hintsAreThoseThatTheNameAnswers() throws Exception {
    var steering = "[name.www]\non_exhausted = \"nodata\"\n";
    try (var zone = SteeredZone.of(temporary, HINTS, steering)) {
      assertThat(zone.ask("www HTTPS"))
          .isEqualTo(
              "NOERROR\nanswer www 300 HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1,192.0.2.2"
                  + " ipv6hint=2001:db8:0:0:0:0:0:1");
      zone.down("192.0.2.1", "2001:db8::1");
      assertThat(zone.ask("www HTTPS"))
          .isEqualTo("NOERROR\nanswer www 300 HTTPS 1 . alpn=h2 ipv4hint=192.0.2.2");
      assertThat(zone.ask("svc HTTPS"))
          .isEqualTo(
              "NOERROR\nanswer svc 300 HTTPS 1 www.example. mandatory=ipv4hint"
                  + " ipv4hint=192.0.2.77");
      assertThat(zone.ask("only HTTPS"))
          .startsWith("NOERROR\nanswer only 300 HTTPS 1 www.example.");
      assertThat(zone.ask("only HTTPS")).doesNotContain("ipv6hint");
      assertThat(zone.ask("alias HTTPS"))
          .startsWith("NOERROR\nanswer alias 300 HTTPS 0 www.example.");
    }
  }

  @Test
  void hintsAreLeasedLikeTheAddresses() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.22.1", 0)) {
      var zoneText =
          """
          www 300 A 127.0.22.1
          www 300 HTTPS 1 . ipv4hint=127.0.22.1
          """;
      var steering =
          """
          [check.open]
          type = "tcp"
          port = %d
          interval = "1s"
          timeout = "1s"
          [name.www]
          check = "open"
          failover_budget = "20s"
          """
              .formatted(endpoint.port());
      try (var zone = SteeredZone.of(temporary, zoneText, steering)) {
        var deadline = System.nanoTime() + 10_000_000_000L;
        while (zone.message("www A").getSection(1).isEmpty()) {
          assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(zone.ask("www HTTPS"))
            .isEqualTo("NOERROR\nanswer www 16 HTTPS 1 . ipv4hint=127.0.22.1"); // 20 - 1 - 1.1 - 1
      }
    }
  }

  @Test
  void hintsAreThoseThatTheClientsRuleAnswers() throws Exception {
    var records =
        """
        www 300 A 192.0.2.1
        lab 300 A 192.0.2.9
        www 300 HTTPS 1 . ipv4hint=192.0.2.1
        """;
    var steering =
        """
        [name.www]
        types = ["A"]
        [[name.www.rule]]
        subnets = ["127.0.0.0/8"]
        tiers = ["lab"]
        fenced = true
        """;
    try (var zone = SteeredZone.of(temporary, records, steering)) {
      assertThat(zone.ask("www A")).isEqualTo("NOERROR\nanswer www 300 A 192.0.2.9");
      assertThat(zone.ask("www HTTPS")).isEqualTo("NOERROR\nanswer www 300 HTTPS 1 .");
    }
  }
}
