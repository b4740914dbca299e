package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.dns.wire.DnsName;

/// What a server asks itself after a start.
class WarmUpTest {
  private static final DnsName PLAIN = DnsName.parse("plain.example");
  private static final DnsName STEERED = DnsName.parse("steered.example");

  private final Set<DnsName> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger questions = new AtomicInteger();

  private int answer(
      byte[] in, int at, int length, Client client, long now, byte[] out, int outAt) {
    asked.add(DnsName.ofWire(in, at + 12));
    questions.incrementAndGet();
    return 0;
  }

  private WarmUp warmUp(MessageProcessor processor) {
    var zones = List.of(PLAIN, STEERED);
    return new WarmUp(TransportSettings.defaults(2), processor, zones, STEERED::equals);
  }

  @Test
  void asksThousandsOfQuestionsAndNoneForANameThatMayBeSteered() throws Exception {
    try (var warmUp = warmUp(this::answer)) {
      warmUp.await();
    }
    assertThat(questions.get()).isGreaterThan(20_000);
    assertThat(asked).contains(PLAIN, STEERED).hasSizeGreaterThan(1000);
    assertThat(asked).allMatch(name -> name.equals(STEERED) || name.isAtOrBelow(PLAIN));
  }

  @Test
  void endsWithTheServer() throws Exception {
    var closing = new CountDownLatch(1);
    var warmUp =
        warmUp(
            (in, at, length, client, now, out, outAt) -> {
              closing.countDown();
              return answer(in, at, length, client, now, out, outAt);
            });
    closing.await();
    warmUp.close();
    var before = questions.get();
    warmUp.await();
    assertThat(questions.get()).isEqualTo(before);
  }
}
