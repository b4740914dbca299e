package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The promise of the failover budget, kept over real sockets: twenty endpoints die at random
/// moments while a perfect cache asks for their names.
class FailoverTest {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverTest.class);

  private static final int DEATHS = 20;
  private static final double INTERVAL_SECONDS = 1;
  private static final double TIMEOUT_SECONDS = 0.5;
  private static final double TO_THE_WIRE_SECONDS = 0.2;
  private static final double BUDGET_SECONDS = 8;

  @TempDir Path folder;

  /// A name of two endpoints, the first of which dies.
  private static final class Mortal {
    final String name;
    final String address;
    final TcpEndpoint endpoint;
    final long deathAfterNanos;
    long diedNanos;
    long lastExpiryNanos;
    long firstWithoutNanos;

    Mortal(String name, String address, TcpEndpoint endpoint, long deathAfterNanos) {
      this.name = name;
      this.address = address;
      this.endpoint = endpoint;
      this.deathAfterNanos = deathAfterNanos;
    }

    double expirySeconds() {
      return (lastExpiryNanos - diedNanos) / 1e9;
    }

    double leftSeconds() {
      return (firstWithoutNanos - diedNanos) / 1e9;
    }
  }

  @Test
  void aDeadEndpointLeavesTheAnswersAndEveryCacheWithinTheBudget() throws Exception {
    var endpoints = new ArrayList<TcpEndpoint>();
    var mortals = mortals(endpoints);
    writeZone(endpoints.getFirst().port());
    try (var server =
            PharosServer.start(
                new ServeOptions(folder.resolve("pharos.toml"), null, List.of("127.0.0.1:0")));
        var asker = new DnsAsker(server.addresses().getFirst())) {
      untilAllAnswerBoth(mortals, asker);
      watchThemDie(mortals, asker);
    } finally {
      endpoints.forEach(TcpEndpoint::close);
    }
    for (var mortal : mortals) {
      LOG.info(
          "{}: left the answers after {} s, the last cache after {} s",
          mortal.name,
          "%.3f".formatted(mortal.leftSeconds()),
          "%.3f".formatted(mortal.expirySeconds()));
    }
    assertThat(mortals)
        .allSatisfy(
            mortal -> {
              assertThat(mortal.leftSeconds())
                  .isLessThanOrEqualTo(INTERVAL_SECONDS + TIMEOUT_SECONDS + TO_THE_WIRE_SECONDS);
              assertThat(mortal.expirySeconds()).isLessThanOrEqualTo(BUDGET_SECONDS);
            });
  }

  private static List<Mortal> mortals(List<TcpEndpoint> endpoints) {
    var random = new Random(1);
    var mortals = new ArrayList<Mortal>();
    for (var i = 0; i < DEATHS; i++) {
      var port = endpoints.isEmpty() ? 0 : endpoints.getFirst().port();
      var mortal = new TcpEndpoint(first(i), port);
      endpoints.add(mortal);
      endpoints.add(new TcpEndpoint(second(i), endpoints.getFirst().port()));
      mortals.add(
          new Mortal("n" + i + ".example.", first(i), mortal, random.nextLong(2_000_000_000L)));
    }
    return mortals;
  }

  private static String first(int i) {
    return "127.0.21." + (i + 1);
  }

  private static String second(int i) {
    return "127.0.22." + (i + 1);
  }

  private void writeZone(int port) throws Exception {
    var zone = new StringBuilder("$TTL 60\n@ SOA ns host 1 3600 600 86400 60\n@ NS ns\n");
    zone.append("ns A 127.0.0.1\n");
    var steering = new StringBuilder();
    steering.append("[check.alive]\ntype = \"tcp\"\nport = ").append(port).append('\n');
    steering.append("interval = \"1s\"\ntimeout = \"500ms\"\nfall = 2\n");
    for (var i = 0; i < DEATHS; i++) {
      zone.append("n%d A %s\nn%d A %s\n".formatted(i, first(i), i, second(i)));
      steering.append("[name.n%d]\ncheck = \"alive\"\nfailover_budget = \"8s\"\n".formatted(i));
    }
    var zones = Files.createDirectory(folder.resolve("zones"));
    Files.writeString(zones.resolve("example.zone"), zone, UTF_8);
    Files.writeString(zones.resolve("example.toml"), steering, UTF_8);
    Files.writeString(folder.resolve("pharos.toml"), "", UTF_8);
  }

  private static void untilAllAnswerBoth(List<Mortal> mortals, DnsAsker asker) {
    var giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!mortals.stream().allMatch(m -> asker.addresses(m.name).size() == 2)) {
      assertThat(System.nanoTime()).as("all endpoints up within 10 s").isLessThan(giveUpNanos);
    }
  }

  /// Asks for every name over and over, kills each endpoint at its moment, and notes what a cache
  /// that honours TTLs would hold.
  private static void watchThemDie(List<Mortal> mortals, DnsAsker asker) {
    var startNanos = System.nanoTime();
    var endNanos = startNanos + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < endNanos) {
      for (var mortal : mortals) {
        if (mortal.diedNanos == 0 && System.nanoTime() - startNanos >= mortal.deathAfterNanos) {
          mortal.diedNanos = System.nanoTime();
          mortal.endpoint.kill();
        }
        note(mortal, asker);
      }
    }
  }

  private static void note(Mortal mortal, DnsAsker asker) {
    var answer = asker.ask(mortal.name, Type.A).getSection(Section.ANSWER);
    var receivedNanos = System.nanoTime();
    var held = answer.stream().filter(r -> r.rdataToString().equals(mortal.address)).findFirst();
    if (held.isPresent()) {
      assertThat(mortal.firstWithoutNanos).as("%s comes back", mortal.name).isZero();
      mortal.lastExpiryNanos =
          receivedNanos + TimeUnit.SECONDS.toNanos(held.orElseThrow().getTTL());
    } else if (mortal.firstWithoutNanos == 0) {
      assertThat(mortal.diedNanos).as("%s left out alive", mortal.name).isNotZero();
      mortal.firstWithoutNanos = receivedNanos;
    }
  }
}
