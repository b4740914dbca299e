package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.RefusedException;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What depends on time, over real sockets: failback, flapping, slow start, witnesses, exposure.
class DynamicsTest {
  @TempDir Path temporary;

  private final List<TcpEndpoint> endpoints = new ArrayList<>();

  @AfterEach
  void close() {
    endpoints.forEach(TcpEndpoint::close);
  }

  private TcpEndpoint endpoint(String address) {
    var port = endpoints.isEmpty() ? 0 : endpoints.getFirst().port();
    var endpoint = new TcpEndpoint(address, port);
    endpoints.add(endpoint);
    return endpoint;
  }

  private ServerFolder folder(String records, String steering) {
    return new ServerFolder(temporary)
        .zone("example.zone", ServerFolder.APEX + records)
        .zone("example.toml", check() + steering);
  }

  private String check() {
    return """
        [check.alive]
        type     = "tcp"
        port     = %d
        interval = "100ms"
        timeout  = "50ms"
        fall     = 1
        rise     = 1
        """
        .formatted(endpoints.getFirst().port());
  }

  private static List<String> www(PharosServer server) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      return asker.addresses("www.example.").stream().sorted().toList();
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    var giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(giveUpNanos);
      Thread.onSpinWait();
    }
  }

  private static void awaitAnswer(PharosServer server, String... addresses) {
    await(List.of(addresses).toString(), () -> www(server).equals(List.of(addresses)));
  }

  private static MemberStatus status(PharosServer server, String what) {
    try {
      return server.control().status(List.of(what)).getFirst();
    } catch (RefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String promise(PharosServer server) {
    try {
      var promise = server.control().explain("www.example.", "A", null).promise();
      return promise == null ? "" : String.valueOf(promise.reason());
    } catch (RefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manualFailbackWaitsForTheOperatorAndSurvivesARestart() throws Exception {
    var first = endpoint("127.0.31.1");
    endpoint("127.0.31.2");
    var folder =
        folder(
            "www A 127.0.31.1\ndr A 127.0.31.2\n",
            """
            [name.www]
            check = "alive"
            backup = ["dr"]
            failback = "manual"
            [name.dr]
            check = "alive"
            """);
    try (var server = folder.start()) {
      awaitAnswer(server, "127.0.31.1");
      first.kill();
      awaitAnswer(server, "127.0.31.2");
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> server.control().failback("www.example."))
          .withMessageContaining("no better tier answers");
      first.revive();
      await("up again", () -> status(server, "127.0.31.1").verdict().name().equals("UP"));
      assertThat(www(server)).containsExactly("127.0.31.2");
      assertThat(server.control().explain("www.example.", "A", null).tiers().getFirst().state())
          .contains("waits for failback");
      server.control().reload(List.of(), false);
      assertThat(www(server)).containsExactly("127.0.31.2");
    }
    try (var server = folder.start()) {
      awaitAnswer(server, "127.0.31.2");
      await("up", () -> status(server, "127.0.31.1").evidenceAge() != null);
      assertThat(www(server)).containsExactly("127.0.31.2");
      var reports = server.control().failback("www.example");
      assertThat(reports).singleElement().extracting("tier").isEqualTo("www.example.");
      assertThat(www(server)).containsExactly("127.0.31.1");
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> server.control().failback("nobody.example."));
    }
  }

  @Test
  void failbackAfterAWhileComesByItself() throws Exception {
    var first = endpoint("127.0.31.11");
    endpoint("127.0.31.12");
    var folder =
        folder(
            "www A 127.0.31.11\ndr A 127.0.31.12\n",
            """
            [name.www]
            check = "alive"
            backup = ["dr"]
            failback = "after:1s"
            """);
    try (var server = folder.start()) {
      awaitAnswer(server, "127.0.31.11");
      first.kill();
      awaitAnswer(server, "127.0.31.12");
      first.revive();
      await("up again", () -> status(server, "127.0.31.11").verdict().name().equals("UP"));
      var upNanos = System.nanoTime();
      awaitAnswer(server, "127.0.31.11");
      assertThat(System.nanoTime() - upNanos).isBetween(700_000_000L, 2_000_000_000L);
    }
  }

  @Test
  void aFlappingMemberIsKeptDownAndReleasedByItself() throws Exception {
    var first = endpoint("127.0.31.21");
    endpoint("127.0.31.22");
    var folder =
        folder(
            "www A 127.0.31.21\nwww A 127.0.31.22\n",
            """
            [name.www]
            check = "alive"
            flap = { max = 1, within = "1m", hold = "2s" }
            """);
    try (var server = folder.start()) {
      awaitAnswer(server, "127.0.31.21", "127.0.31.22");
      first.kill();
      awaitAnswer(server, "127.0.31.22");
      first.revive();
      await("flapping", () -> "flapping".equals(status(server, "127.0.31.21").reason()));
      var status = status(server, "127.0.31.21");
      assertThat(status.verdict().name()).isEqualTo("UP");
      assertThat(status.effective()).isEqualTo(MemberState.DOWN);
      assertThat(www(server)).containsExactly("127.0.31.22");
      awaitAnswer(server, "127.0.31.21", "127.0.31.22");
      assertThat(status(server, "127.0.31.21").reason()).isNull();
    }
  }

  @Test
  void withoutWitnessesTheSetIsFrozenUntilOneIsReachedAgain() throws Exception {
    var first = endpoint("127.0.31.31");
    var witness = endpoint("127.0.31.32");
    var folder =
        folder(
                "www A 127.0.31.31\nopen A 127.0.31.31\nopen A 127.0.31.33\nclosed A 127.0.31.31\n",
                """
                [defaults]
                check = "alive"
                [name.www]
                [name.open]
                on_monitor_failure = "open"
                [name.closed]
                on_monitor_failure = "closed"
                """)
            .write(
                "pharos.toml",
                """
                [witness]
                targets = ["127.0.31.32:%d"]
                interval = "200ms"
                timeout = "100ms"
                """
                    .formatted(witness.port()));
    try (var server = folder.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      awaitAnswer(server, "127.0.31.31");
      await("open", () -> asker.addresses("open.example.").equals(List.of("127.0.31.31")));
      witness.kill();
      first.kill();
      await("monitor failure", () -> promise(server).contains("monitor failure"));
      assertThat(asker.ask("www.example.", Type.A).getSection(Section.ANSWER).getFirst().getTTL())
          .isEqualTo(10);
      assertThat(www(server)).containsExactly("127.0.31.31");
      assertThat(status(server, "www.example.").verdict().name()).isEqualTo("UP");
      assertThat(asker.addresses("open.example.")).hasSize(2);
      assertThat(asker.addresses("closed.example.")).isEmpty();
      witness.revive();
      await("down", () -> status(server, "www.example.").verdict().name().equals("DOWN"));
      first.revive();
      await("up", () -> status(server, "www.example.").verdict().name().equals("UP"));
      await("fresh", () -> asker.addresses("closed.example.").size() == 1);
    }
  }

  @Test
  void exposureIsTheLatestExpiryHandedOutAndOutlivesRecompilation() throws Exception {
    endpoint("127.0.31.41");
    endpoint("127.0.31.42");
    var folder =
        folder("www 20 A 127.0.31.41\nwww 20 A 127.0.31.42\n", "[name.www]\ncheck = \"alive\"\n");
    try (var server = folder.start()) {
      await("up", () -> status(server, "127.0.31.41").evidenceAge() != null);
      assertThat(status(server, "127.0.31.41").exposedUntil()).isNull();
      awaitAnswer(server, "127.0.31.41", "127.0.31.42");
      server
          .control()
          .force(
              new ForceRequest(
                  List.of("127.0.31.41"), MemberState.DRAIN, null, "a test", null, false));
      server.control().reload(List.of(), false);
      var drained = status(server, "127.0.31.41");
      assertThat(Objects.requireNonNull(drained.exposedUntil()).toMillis())
          .isBetween(18_000L, 21_300L);
      assertThat(drained.exposureAssumed()).isFalse();
    }
    try (var server = folder.start()) {
      var after = status(server, "127.0.31.42");
      assertThat(after.exposureAssumed()).isTrue();
      assertThat(Objects.requireNonNull(after.exposedUntil()).toMillis())
          .isBetween(18_000L, 21_300L);
    }
  }

  @Test
  void aRecoveredMemberStartsSlowly() throws Exception {
    var first = endpoint("127.0.31.51");
    endpoint("127.0.31.52");
    var folder =
        folder(
            "www A 127.0.31.51\nwww A 127.0.31.52\n",
            """
            [name.www]
            check = "alive"
            select = "weighted"
            slow_start = "1h"
            """);
    try (var server = folder.start()) {
      await("both", () -> www(server).equals(List.of("127.0.31.51")));
      first.kill();
      await("down", () -> status(server, "127.0.31.51").verdict().name().equals("DOWN"));
      first.revive();
      await(
          "up again",
          () -> "slow start, 0% of its weight".equals(status(server, "127.0.31.51").reason()));
      var times = 0;
      for (var i = 0; i < 200; i++) {
        times += www(server).equals(List.of("127.0.31.51")) ? 1 : 0;
      }
      assertThat(times).isLessThan(10);
    }
  }
}
