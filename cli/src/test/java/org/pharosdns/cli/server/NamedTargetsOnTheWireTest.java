package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.MemberStatus;

/// Members that are probed at a name, as clients see them. What the names mean is asked of a second
/// server.
class NamedTargetsOnTheWireTest {
  private static final String NAMES =
      """
      far   60 A 127.0.24.1
      near  60 A 127.0.24.2
      cloud 60 A 169.254.169.254
      mixed 60 A 192.0.2.99
      mixed 60 A 169.254.0.1
      six   60 AAAA ::ffff:169.254.169.254
      """;
  private static final String ZONE =
      """
      www 60 CNAME far.names.
      dr  60 A 192.0.2.9
      """;

  @TempDir Path temporary;
  private TcpEndpoint endpoint = new TcpEndpoint("127.0.24.1", 0);
  private PharosServer names;

  @BeforeEach
  void startNames() throws Exception {
    names =
        new ServerFolder(temporary.resolve("names"))
            .zone("names.zone", ServerFolder.APEX + NAMES)
            .start();
  }

  @AfterEach
  void stopNames() {
    names.close();
    endpoint.close();
  }

  private SteeredZone zone(String zone, String member) throws Exception {
    var steering =
        """
        [check.open]
        type = "tcp"
        port = %d
        interval = "300ms"
        timeout = "200ms"
        fall = 2
        rise = 1
        [name.www]
        check = "open"
        backup = ["dr"]
        failover_budget = "30s"
        %s
        """
            .formatted(endpoint.port(), member);
    return SteeredZone.of(
        new ServerFolder(temporary.resolve("zone"))
            .zone("example.zone", ServerFolder.APEX + zone)
            .zone("example.toml", steering),
        () -> List.of(names.addresses().getFirst()));
  }

  private static void await(SteeredZone zone, String question, String part) {
    var giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!zone.ask(question).contains(part)) {
      assertThat(System.nanoTime()).as(zone.ask(question)).isLessThan(giveUpNanos);
    }
  }

  private static MemberStatus member(SteeredZone zone) throws Exception {
    return zone.server().control().status(List.of("www.example")).getFirst();
  }

  @Test
  void aCheckedAliasIsProbedAtTheHostThatItLeadsTo() throws Exception {
    try (var zone = zone(ZONE, "")) {
      await(zone, "www A", "NOERROR");
      assertThat(zone.ask("www A")).isEqualTo("NOERROR\nanswer www 28 CNAME far.names.");
      endpoint.kill();
      await(zone, "www A", "192.0.2.9");
      assertThat(zone.ask("www A")).startsWith("NOERROR\nanswer www ").doesNotContain("CNAME");
      assertThat(member(zone).reason()).isEqualTo("down: refused");
      endpoint.revive();
      await(zone, "www A", "CNAME far.names.");
    }
  }

  @Test
  void aMemberMayNameAnotherHostToProbe() throws Exception {
    try (var elsewhere = new TcpEndpoint("127.0.24.2", endpoint.port());
        var zone = zone(ZONE, "member.\"far.names.\".target = \"NEAR.names\"")) {
      endpoint.kill();
      await(zone, "www A", "28 CNAME far.names.");
      elsewhere.kill();
      await(zone, "www A", "192.0.2.9");
    }
  }

  @Test
  void anAddressMayBeProbedAtAName() throws Exception {
    var addressed = ZONE.replace("CNAME far.names.", "A 192.0.2.1");
    try (var zone = zone(addressed, "member.\"192.0.2.1\".target = \"far.names.\"")) {
      await(zone, "www A", "answer www 28 A 192.0.2.1");
      endpoint.kill();
      await(zone, "www A", "192.0.2.9");
    }
  }

  @Test
  void aHostThatDoesNotResolveIsDown() throws Exception {
    try (var zone = zone(ZONE.replace("far.names.", "nobody.names."), "")) {
      await(zone, "www A", "192.0.2.9");
      assertThat(member(zone).reason()).isEqualTo("down: resolve");
    }
  }

  @Test
  void aHostThatLeadsToForbiddenAddressesIsNeverProbed() throws Exception {
    for (var host : List.of("cloud", "mixed", "six")) {
      try (var zone = zone(ZONE.replace("far.names.", host + ".names."), "")) {
        await(zone, "www A", "192.0.2.9");
        assertThat(member(zone).reason()).as(host).isEqualTo("down: forbidden-address");
      }
    }
  }
}
