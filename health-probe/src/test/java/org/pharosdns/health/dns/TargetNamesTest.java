package org.pharosdns.health.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.health.check.FakeDatagramServer;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Prober;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;

class TargetNamesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final LinkedBlockingQueue<Integer> asked = new LinkedBlockingQueue<>();

  private FakeDatagramServer serving(int rcode, String... addresses) throws Exception {
    return new FakeDatagramServer(
        query -> {
          asked.add(DnsMessages.typeOf(query));
          return List.of(DnsMessages.answer(query, rcode, 1, addresses));
        });
  }

  private static TargetNames asking(FakeDatagramServer server) {
    return new TargetNames(() -> List.of(server.address()), System::nanoTime);
  }

  @Test
  void theLowestIpv4AddressComesFirst() throws Exception {
    try (var server = serving(0, "2001:db8::1", "192.0.2.200", "192.0.2.9");
        var names = asking(server)) {
      assertThat(names.addresses("a.example", PATIENCE).getFirst())
          .isEqualTo(InetAddress.ofLiteral("192.0.2.9"));
      assertThat(asked).containsExactly(DnsQuestion.A, DnsQuestion.AAAA);
      names.addresses("A.example", PATIENCE);
      assertThat(asked).as("asked once").hasSize(2);
    }
  }

  @Test
  void theLastGoodAddressesStayWhenNobodyAnswersAnyMore() throws Exception {
    var answers = new LinkedBlockingQueue<Integer>(List.of(0, 0));
    try (var server =
            new FakeDatagramServer(
                query -> {
                  asked.add(DnsMessages.typeOf(query));
                  Integer rcode = answers.poll();
                  return rcode == null
                      ? List.of(DnsMessages.answer(query, 2, 0))
                      : List.of(DnsMessages.answer(query, 0, 1, "192.0.2.1"));
                });
        var names = asking(server)) {
      assertThat(names.addresses("a.example", PATIENCE)).isNotEmpty();
      for (int i = 0; i < 6; i++) {
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isNotNull();
      }
      assertThat(names.addresses("a.example", PATIENCE))
          .contains(InetAddress.ofLiteral("192.0.2.1"));
    }
  }

  /// Rounds of two questions, five seconds apart: there is no such name, there is, there is not.
  @Test
  void aNameThatDoesNotExistIsAskedForAgainAsSoonAsItsSoaSaysAndWhileNothingIsKnownAtOnce()
      throws Exception {
    var number = new AtomicInteger();
    try (var server =
            new FakeDatagramServer(
                query -> {
                  asked.add(DnsMessages.typeOf(query));
                  return List.of(
                      switch (number.getAndIncrement() / 2) {
                        case 0 -> DnsMessages.withSoa(DnsMessages.answer(query, 3, 0), 300, 300);
                        case 1 -> DnsMessages.answer(query, 0, 1, "192.0.2.1");
                        default -> DnsMessages.withSoa(DnsMessages.answer(query, 3, 0), 300, 1);
                      });
                });
        var names = asking(server)) {
      assertThat(names.addresses("a.example", PATIENCE)).isEmpty();
      for (int i = 0; i < 7; i++) {
        assertThat(asked.poll(10, TimeUnit.SECONDS)).as("question %d", i).isNotNull();
      }
      assertThat(names.addresses("a.example", PATIENCE))
          .contains(InetAddress.ofLiteral("192.0.2.1"));
    }
  }

  @Test
  void addressesOfOneTypeStayWhenNobodyTellsOfThemAnyMore() throws Exception {
    var first = new AtomicBoolean(true);
    try (var server =
            new FakeDatagramServer(
                query -> {
                  int type = DnsMessages.typeOf(query);
                  asked.add(type);
                  if (type == DnsQuestion.AAAA) {
                    return List.of(DnsMessages.answer(query, 0, 1, "2001:db8::1"));
                  }
                  return first.getAndSet(false)
                      ? List.of(DnsMessages.answer(query, 0, 1, "192.0.2.1"))
                      : List.of(DnsMessages.answer(query, 2, 0));
                });
        var names = asking(server)) {
      assertThat(names.addresses("a.example", PATIENCE)).hasSize(2);
      for (int again = 0; again < 2; ) {
        Integer type = asked.poll(10, TimeUnit.SECONDS);
        assertThat(type).isNotNull();
        again += type == DnsQuestion.AAAA ? 1 : 0;
      }
      names.addresses("a.example", PATIENCE);
      assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo(DnsQuestion.A);
      assertThat(names.addresses("a.example", PATIENCE).getFirst())
          .isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
    }
  }

  @Test
  void aNameThatNeverResolvedFailsAndLinkLocalIsRefusedBehindNamesToo() throws Exception {
    assertThat(probe(serving(3))).isEqualTo("resolve");
    assertThat(probe(serving(0, "169.254.169.254"))).isEqualTo("forbidden-address");
  }

  private static String probe(FakeDatagramServer nameServer) {
    try (nameServer;
        var names = asking(nameServer);
        var prober =
            new Prober(System::nanoTime, InstantSource.system(), names, Prober.READ_OCTETS)) {
      var check = new TcpCheck(Timing.DEFAULTS, 80, null, null);
      ProbeResult result = prober.probe(check, Target.named("a.example", 80));
      return result.reason();
    }
  }

  @Test
  void aNameIsOnTheHostOfItsAddressOnceThatIsKnown() throws Exception {
    try (var server = serving(0, "2001:db8::1", "192.0.2.9");
        var names = asking(server);
        var prober =
            new Prober(System::nanoTime, InstantSource.system(), names, Prober.READ_OCTETS)) {
      var target = Target.named("a.example", 80);
      assertThat(prober.hostOf(target)).isEqualTo("a.example");
      assertThat(asked).isEmpty();
      names.addresses("A.example", PATIENCE);
      assertThat(prober.hostOf(target)).isEqualTo("192.0.2.9");
      var address = new Target(InetAddress.ofLiteral("192.0.2.9"), 81);
      assertThat(prober.hostOf(address)).isEqualTo("192.0.2.9");
    }
  }

  @Test
  void localhostIsThisHostWhoeverIsAsked() throws Exception {
    try (var names = new TargetNames(List::of, System::nanoTime)) {
      assertThat(names.addresses("localhost", PATIENCE))
          .containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    }
  }

  @Test
  void nameserversAreReadFromTheSystemsFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("resolv.conf"),
            "# none\nsearch example.com\nnameserver 192.0.2.53\nnameserver\t2001:db8::53\nnameserver x\n");
    assertThat(NameServers.read(file))
        .containsExactly(
            new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 53));
  }
}
