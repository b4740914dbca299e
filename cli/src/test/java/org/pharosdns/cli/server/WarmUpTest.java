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
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// What a server asks itself after a start.
class WarmUpTest {
  private static final DnsName PLAIN = DnsName.parse("plain.example");
  private static final DnsName STEERED = DnsName.parse("steered.example");

  private final Set<DnsName> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger questions = new AtomicInteger();

  /// How many questions came before the rest was rehearsed; −1 when that was not to go on.
  private final AtomicInteger rehearsedAfter = new AtomicInteger();

  private int answer(
      byte[] in, int at, int length, Client client, long now, byte[] out, int outAt) {
    asked.add(DnsName.ofWire(in, at + 12));
    questions.incrementAndGet();
    return 0;
  }

  private WarmUp warmUp(MessageProcessor... processors) {
    var zones = List.of(zone(PLAIN), zone(STEERED));
    return new WarmUp(
        TransportSettings.defaults(2),
        List.of(processors),
        zones,
        STEERED::equals,
        goesOn -> rehearsedAfter.set(goesOn.getAsBoolean() ? questions.get() : -1));
  }

  private static ZoneContents zone(DnsName apex) {
    var zone = new ZoneContentsBuilder(apex, 512);
    zone.add(
        List.of(
            new RRset(apex.child("www"), RecordType.A, 60, List.of(new byte[] {10, 0, 0, 1})),
            new RRset(apex.child("www"), RecordType.MX, 60, List.of(new byte[] {0, 1, 0}))));
    return zone.build();
  }

  @Test
  void asksThousandsOfQuestionsAndNoneForANameThatMayBeSteered() throws Exception {
    try (var warmUp = warmUp(this::answer)) {
      warmUp.await();
    }
    assertThat(questions.get()).isGreaterThan(10_000);
    assertThat(rehearsedAfter).hasValue(questions.get());
    assertThat(asked).contains(PLAIN, PLAIN.child("www"), STEERED).hasSizeGreaterThan(1000);
    assertThat(asked).allMatch(name -> name.equals(STEERED) || name.isAtOrBelow(PLAIN));
  }

  @Test
  void asksEachProcessorAsMuchAndForWhatIsThere() throws Exception {
    var asOften = new AtomicInteger();
    var types = ConcurrentHashMap.<Integer>newKeySet();
    try (var warmUp =
        warmUp(
            this::answer,
            (in, at, length, client, now, out, outAt) -> {
              asOften.incrementAndGet();
              types.add(Octets.u16(in, at + 12 + DnsName.ofWire(in, at + 12).octets()));
              return 0;
            })) {
      warmUp.await();
    }
    assertThat(asOften).hasValue(questions.get());
    assertThat(types)
        .containsExactlyInAnyOrder(
            RecordType.A, RecordType.AAAA, RecordType.SOA, RecordType.TXT, RecordType.MX);
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
    assertThat(rehearsedAfter).hasValue(-1);
  }
}
