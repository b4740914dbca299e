package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.server.MessageProcessor;
import org.slf4j.LoggerFactory;

/// The clients of one event loop: what each may hold, and whose turn it is.
@Timeout(60)
final class TcpClientsTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5300);

  private static final int ENTRY_OCTETS = 96;

  private static final TcpSettings SETTINGS = patient(TcpSettings.DEFAULTS);

  private final TransportCounters counters = new TransportCounters();
  private final CountedLog log =
      new CountedLog(LoggerFactory.getLogger(TcpClientsTest.class), System::nanoTime);
  private final TcpShared shared = TcpShared.of(List.of(), SETTINGS, counters, log);
  private final List<Channel> connected = new ArrayList<>();
  private final AtomicInteger large = new AtomicInteger();
  private final EventLoops loops = new EventLoops("test", 1, false, () -> {}, this::worker);
  private final TcpClients clients = shared.clients(loops).getFirst();

  /// Counts the large answers that it makes, and tells the number to who asks with `N`.
  private Worker worker() {
    var talking = new TalkingProcessor();
    MessageProcessor counting =
        (in, inOffset, inLength, client, nowNanos, out, outOffset) -> {
          if (inLength > 0 && in[inOffset] == 'N') {
            ByteBuffer.wrap(out, outOffset, 2).putShort((short) large.get());
            return 2;
          }
          var length = talking.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
          if (length == 60_000) {
            large.incrementAndGet();
          }
          return length;
        };
    return new Worker(counting, new ServiceTimes(), counters, log);
  }

  @AfterEach
  void endLoops() {
    connected.forEach(client -> client.close().syncUninterruptibly());
    loops.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
  }

  private PretendedClient connected(boolean reads) throws Exception {
    var client = new PretendedClient(ADDRESS, reads);
    connect(client);
    return client;
  }

  private void connect(Channel client) throws Exception {
    connected.add(client);
    var now = System.nanoTime();
    var network = ClientNetwork.of(ADDRESS.getAddress());
    var place = shared.places().admit(network, now, () -> Channels.close(client));
    assertThat(place).isNotNull();
    if (place != null) {
      onLoop(
          () -> {
            clients.enter();
            clients.connect(client, ADDRESS, clients.deadlines(now), new byte[0], place);
          });
    }
  }

  private void onLoop(Runnable task) throws Exception {
    onLoop(Executors.callable(task));
  }

  private void onLoop(Callable<?> task) throws Exception {
    clients.loop().submit(task).get();
  }

  private static ByteBuf messages(String text, int count) {
    var frames = new ByteArrayOutputStream();
    for (var i = 0; i < count; i++) {
      frames.writeBytes(TcpClient.frame(text));
    }
    return Unpooled.wrappedBuffer(frames.toByteArray());
  }

  /// It asks as often as it may, little by little, and no answer leaves.
  @Test
  void aClientThatReadsNothingHoldsLittleMoreMemoryThanCounts() throws Exception {
    var client = connected(false);
    onLoop(
        () -> {
          while (client.config().isAutoRead()) {
            client.say(messages("E small", 1));
          }
        });
    assertThatItHoldsWhatCounts(client);
  }

  /// Closes nobody in the time that a test takes.
  private static TcpSettings patient(TcpSettings settings) {
    var patience = Duration.ofMinutes(5);
    return new TcpSettings(
        settings.connections(),
        settings.perClient(),
        patience,
        patience,
        settings.inFlight(),
        settings.backlogOctets(),
        patience,
        settings.memoryOctets());
  }

  /// Nothing waits before them, and still nobody takes them.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 300, 1000})
  void firstAnswersThatNobodyTakesHoldLittleMoreThanCounts(int answers) throws Exception {
    var client = connected(false);
    onLoop(() -> client.say(messages("E small", answers)));
    assertThatItHoldsWhatCounts(client);
  }

  /// What Netty keeps beside each buffer counts too.
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void nothingIsReadAnyMoreWhenMoreThanTheBacklogWaits(int beside) throws Exception {
    var waiting = shared.limits().backlogOctets() + beside;
    var answer = waiting - ENTRY_OCTETS - Unread.LENGTH_OCTETS;
    var client = connected(false);
    onLoop(() -> client.say(messages("S" + answer, 1)));
    onLoop(
        () -> {
          assertThat(client.unsafe().outboundBuffer().totalPendingWriteBytes()).isEqualTo(waiting);
          assertThat(client.config().isAutoRead()).isEqualTo(beside <= 0);
        });
  }

  /// Buffers that grow take sizes of their own.
  private void assertThatItHoldsWhatCounts(Channel client) {
    assertThat(octetsInUse(client)).isPositive().isLessThan(shared.memory().held() * 3 / 2);
  }

  @Test
  void aClientThatHasBeenAnsweredInManyTurnsHoldsNothing() throws Exception {
    var client = connected(true);
    onLoop(() -> client.say(messages("S60000", 50)));
    while (large.get() < 50) {
      Thread.onSpinWait();
    }
    onLoop(() -> assertThat(octetsInUse(client)).isZero());
  }

  /// To the system, though one of them stays: what a crowd has used is not kept for the next one.
  @Test
  void whatClientsHeldIsGivenBackWhenTheyAreGone() throws Exception {
    var staying = connected(false);
    onLoop(() -> staying.say(messages("S60000", 1)));
    var heldByOne = shared.memory().held();
    var inUseByOne = octetsInUse(staying);
    var crowd = new ArrayList<PretendedClient>();
    for (var i = 0; i < 60; i++) {
      var client = connected(false);
      crowd.add(client);
      onLoop(() -> client.say(messages("S60000", 150)));
    }
    assertThat(octetsInUse(staying)).as("while they are there").isGreaterThan(60 * 60_000);
    crowd.forEach(Channels::close);
    while (shared.memory().held() > heldByOne) {
      Thread.onSpinWait();
    }
    onLoop(() -> assertThat(octetsInUse(staying)).as("afterwards").isEqualTo(inUseByOne));
  }

  /// What the buffers of all clients take of the system.
  private static long octetsInUse(Channel client) {
    var memory = memory(client);
    return memory.usedDirectMemory() + memory.usedHeapMemory();
  }

  private static ByteBufAllocatorMetric memory(Channel client) {
    return ((ByteBufAllocatorMetricProvider) client.alloc()).metric();
  }

  /// Else one client would hold up whoever answers all.
  @Test
  void anAnswerGivenLaterDoesNotWaitForItsClient() throws Exception {
    var client = connected(false);
    try (var path = new TcpReplyPath(client, () -> {})) {
      assertThat(CompletableFuture.runAsync(() -> path.answer(new byte[100], 100)))
          .succeedsWithin(Duration.ofSeconds(4));
    }
    onLoop(() -> assertThat(client.unsafe().outboundBuffer().size()).isEqualTo(1));
  }

  /// Both have asked before the loop looks at either.
  @Test
  void aClientThatWantsVeryMuchLeavesOthersTheirTurn() throws Exception {
    var greedy = connected(true);
    try (var listening = ServerSocketChannel.open().bind(Servers.at("127.0.0.1", 0));
        var other = new TcpClient((InetSocketAddress) listening.getLocalAddress())) {
      connect(new NioSocketChannel(listening.accept()));
      assertThat(other.ask("E")).isEqualTo("E");
      onLoop(
          () -> {
            other.send("N");
            greedy.say(messages("S60000", 4000));
            return null;
          });
      assertThat(Short.toUnsignedInt(ByteBuffer.wrap(other.receiveOctets()).getShort()))
          .as("answers that came before that of the other")
          .isPositive()
          .isLessThan(1000);
    }
  }
}
