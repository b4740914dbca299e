package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.query.Client;

/// dnstap as a collector sees it.
@Timeout(60)
class DnstapTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
  private static final Client UDP = Passing.client(Client.Transport.UDP, "192.0.2.7", 53_124);
  private static final Client TCP = Passing.client(Client.Transport.TCP, "2001:db8::7", 53);
  private static final byte[] QUERY = "the octets of a query".getBytes(UTF_8);
  private static final byte[] ANSWER = new byte[300];

  @TempDir Path folder;
  private final WallTime time = new WallTime(() -> NOW, () -> 0);

  private TapRings<FrameRing> rings(boolean queries, boolean responses) {
    var frames = new DnstapFrames(time, "ns1", "pharos 1", queries, responses);
    return new TapRings<>(draw -> new FrameRing(frames, TapRings.capacity(1), 1, draw), () -> 1);
  }

  private ServerSocketChannel listener() throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return listener.bind(UnixDomainSocketAddress.of(folder.resolve("tap.sock")));
  }

  private Dnstap dnstap(SocketAddress to, TapRings<FrameRing> rings) {
    return new Dnstap(to, Duration.ofSeconds(10), rings, time, System::nanoTime);
  }

  /// The fields of a protocol buffer by number: octets, or a number in decimal.
  private static Map<Integer, Object> fields(byte[] octets) {
    var in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    var fields = new TreeMap<Integer, Object>();
    while (in.hasRemaining()) {
      var key = (int) varint(in);
      Object value =
          switch (key & 7) {
            case 0 -> varint(in);
            case 2 -> {
              var octetsOfField = new byte[(int) varint(in)];
              in.get(octetsOfField);
              yield octetsOfField;
            }
            case 5 -> (long) in.getInt();
            default -> throw new AssertionError("kind " + (key & 7));
          };
      assertThat(fields.put(key >>> 3, value)).isNull();
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    var value = 0L;
    for (var shift = 0; ; shift += 7) {
      var octet = in.get();
      value |= (long) (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
  }

  private static Map<Integer, Object> message(byte[] frame) {
    var outer = fields(frame);
    assertThat(outer).containsOnlyKeys(1, 2, 14, 15).containsEntry(15, 1L);
    assertThat(outer.get(1)).isEqualTo("ns1".getBytes(UTF_8));
    assertThat(outer.get(2)).isEqualTo("pharos 1".getBytes(UTF_8));
    return fields((byte[]) Objects.requireNonNull(outer.get(14)));
  }

  @Test
  void aQueryAndItsAnswerAreTwoFrames() throws Exception {
    var rings = rings(true, true);
    var ring = rings.add();
    try (var collector = new Collector(listener());
        var dnstap = dnstap(collector.address(), rings)) {
      Passing.show(ring, UDP, 1_000_000_000, QUERY, ANSWER);
      var query = message(collector.frame());
      assertThat(query).containsOnlyKeys(1, 2, 3, 4, 6, 8, 9, 10);
      assertThat(query)
          .containsEntry(1, 1L)
          .containsEntry(2, 1L)
          .containsEntry(3, 1L)
          .containsEntry(4, new byte[] {(byte) 192, 0, 2, 7})
          .containsEntry(6, 53_124L)
          .containsEntry(8, 1_700_000_001L)
          .containsEntry(9, 123_456_789L)
          .containsEntry(10, QUERY);
      var answer = message(collector.frame());
      assertThat(answer).containsOnlyKeys(1, 2, 3, 4, 6, 8, 9, 12, 13, 14);
      assertThat(answer)
          .containsEntry(1, 2L)
          .containsEntry(12, 1_700_000_001L)
          .containsEntry(14, ANSWER);
      Passing.show(ring, TCP, 0, QUERY, new byte[0]);
      assertThat(message(collector.frame()))
          .containsEntry(1, 1L)
          .containsEntry(2, 2L)
          .containsEntry(3, 2L)
          .containsEntry(6, 53L);
      assertThat(dnstap.dropped()).isZero();
    }
  }

  @Test
  void theStreamEndsInGoodOrder() throws Exception {
    var rings = rings(false, true);
    var ring = rings.add();
    try (var collector = new Collector(listener())) {
      try (var dnstap = dnstap(collector.address(), rings)) {
        assertThat(collector.event()).isEqualTo("START");
        assertThat(dnstap.isConnected()).isTrue();
        Passing.show(ring, UDP, 0, QUERY, ANSWER);
      }
      assertThat(message(collector.frame())).containsEntry(1, 2L);
      assertThat(collector.event()).isEqualTo("STOP");
    }
  }

  /// The sender reads its clock behind what it has sent; here it stops there until the
  /// collector has looked.
  @Test
  void aCollectorThatHasHeardTheStartIsOneAlready() throws Exception {
    var looked = new CountDownLatch(1);
    try (var collector = new Collector(listener())) {
      LongSupplier clock =
          () -> {
            if (collector.hasStarted()) {
              await(looked);
            }
            return System.nanoTime();
          };
      try (var dnstap =
          new Dnstap(collector.address(), Duration.ofSeconds(10), rings(true, true), time, clock)) {
        assertThat(collector.event()).isEqualTo("START");
        assertThat(dnstap.isConnected()).isTrue();
        looked.countDown();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Once it has said that nothing more comes it says nothing.
  @Test
  void theStreamEndsOnce() throws Exception {
    try (var collector = new Collector(listener())) {
      try (var _ = dnstap(collector.address(), rings(true, true))) {
        assertThat(collector.event()).isEqualTo("START");
      }
      assertThat(collector.event()).isEqualTo("STOP");
      assertThat(collector.restAfterStop()).isZero();
    }
  }

  @Test
  void whatIsSeenWithoutACollectorIsSentWhenItComes() throws Exception {
    var address = UnixDomainSocketAddress.of(folder.resolve("tap.sock"));
    var rings = rings(true, false);
    var ring = rings.add();
    try (var dnstap = dnstap(address, rings)) {
      Passing.show(ring, UDP, 0, QUERY, ANSWER);
      assertThat(dnstap.isConnected()).isFalse();
      try (var collector = new Collector(listener())) {
        assertThat(message(collector.frame())).containsEntry(10, QUERY);
      }
    }
  }

  @Test
  void aBrokenConnectionIsMadeAnew() throws Exception {
    var tcp = ServerSocketChannel.open();
    tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var rings = rings(true, false);
    var ring = rings.add();
    try (var collector = new Collector(tcp);
        var _ = dnstap(collector.address(), rings)) {
      assertThat(collector.event()).isEqualTo("START");
      collector.hangUp();
      assertThat(collector.event()).isEqualTo("START");
      Passing.show(ring, UDP, 0, QUERY, ANSWER);
      assertThat(message(collector.frame())).containsEntry(10, QUERY);
    }
  }

  /// It accepts and says nothing: the event loops go on, and what finds no room is counted.
  @Test
  void aSilentCollectorStopsNobody() throws Exception {
    var rings = rings(true, true);
    var ring = rings.add();
    try (var silent = listener();
        var dnstap = dnstap(silent.getLocalAddress(), rings)) {
      for (var i = 0; i < 10_000; i++) {
        Passing.show(ring, UDP, 0, QUERY, ANSWER);
      }
      assertThat(dnstap.dropped()).isPositive();
      assertThat(dnstap.isConnected()).isFalse();
    }
  }
}
