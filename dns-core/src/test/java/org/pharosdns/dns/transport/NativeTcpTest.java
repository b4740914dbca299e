package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.LoggerFactory;

/// Where TCP clients come in by system calls of our own.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class NativeTcpTest {
  private final TransportCounters counters = new TransportCounters();
  private final CountedLog log =
      new CountedLog(LoggerFactory.getLogger(NativeTcpTest.class), System::nanoTime);
  private final TcpShared shared = TcpShared.of(List.of(), TcpSettings.DEFAULTS, counters, log);
  private final EventLoops loops = new EventLoops("test", 1, true, () -> {}, this::worker);
  private final TcpClients clients = shared.clients(loops).getFirst();

  private Worker worker() {
    return new Worker(new TalkingProcessor(), new ServiceTimes(), counters, log);
  }

  @AfterEach
  void endLoops() {
    loops.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
  }

  /// Descriptors come again: what the system said of one may be meant for another client.
  @Test
  void anEventThatIsMeantForSomebodyElseHarmsNobody() throws Exception {
    var arena = Arena.ofAuto();
    var calls = new Syscalls(arena);
    var crowd = new UnheardClients(clients, shared, calls, new ReadySet(calls, arena), arena);
    try (var listening = listening();
        var client = new TcpClient(listening.socket.address())) {
      var fd = accept(calls, arena, listening.socket);
      onLoop(
          () -> {
            enter(crowd, fd);
            crowd.hear(fd);
            crowd.hear(fd + 1);
            crowd.hear(100_000);
          });
      assertThat(counters.tcpOpen()).isEqualTo(1);
      client.send("E heard");
      onLoop(
          () -> {
            crowd.hear(fd);
            crowd.hear(fd);
          });
      assertThat(client.receive()).isEqualTo("E heard");
    }
  }

  /// As when the loop has ended.
  @Test
  void aClientThatCannotBeListenedToIsClosedOnceAndCountsNoMore() throws Exception {
    var arena = Arena.ofAuto();
    var calls = new Syscalls(arena);
    var crowd = new UnheardClients(clients, shared, calls, new ReadySet(calls, arena), arena);
    try (var listening = listening();
        var client = new TcpClient(listening.socket.address())) {
      var fd = accept(calls, arena, listening.socket);
      endLoops();
      enter(crowd, fd);
      assertThat(client.read()).isEqualTo(-1);
      assertThat(counters.tcpOpen()).isZero();
      assertThat(shared.places().open()).isZero();
    }
  }

  @Test
  void silentClientsAreLookedAtAgainWhenALookHasFailed() throws Exception {
    var arena = Arena.ofAuto();
    var calls = new Syscalls(arena);
    var crowd = new UnheardClients(clients, shared, calls, new ReadySet(calls, arena), arena);
    var failed = new AtomicBoolean();
    BooleanSupplier failsOnce =
        () -> {
          if (!failed.getAndSet(true)) {
            throw new AssertionError("as the test wants it");
          }
          return true;
        };
    try (var listening = listening();
        var client = new TcpClient(listening.socket.address())) {
      var fd = accept(calls, arena, listening.socket);
      var longAgo = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
      onLoop(() -> enter(crowd, fd, new TcpDeadlines(shared.limits(), failsOnce, longAgo)));
      assertThat(client.read()).isEqualTo(-1);
      assertThat(failed).isTrue();
    }
  }

  private void enter(UnheardClients crowd, int fd) {
    enter(crowd, fd, clients.deadlines(System.nanoTime()));
  }

  private void enter(UnheardClients crowd, int fd, TcpDeadlines deadlines) {
    var client = new UnheardClient(fd, crowd, deadlines);
    var place = shared.places().admit(ClientNetwork.ofIpv4(1), System.nanoTime(), client);
    assertThat(place).isNotNull();
    if (place != null) {
      client.take(place);
      crowd.enter(client);
    }
  }

  private void onLoop(Runnable task) throws Exception {
    clients.loop().submit(task).get();
  }

  private static int accept(Syscalls calls, Arena arena, ListeningSocket socket) {
    var address = arena.allocate(SocketAddresses.MOST_OCTETS, 8);
    var length = arena.allocate(Integer.BYTES, 8);
    int fd;
    do {
      fd = calls.accept4(socket.fd(), address.address(), length.address(), ListeningSocket.FLAGS);
    } while (fd < 0);
    return fd;
  }

  private record Listening(ListeningSocket socket) implements AutoCloseable {
    @Override
    public void close() {
      try (var arena = Arena.ofConfined()) {
        new Syscalls(arena).close(socket.fd());
      }
    }
  }

  private static Listening listening() throws IOException {
    return new Listening(ListeningSocket.open(Servers.at("127.0.0.1", 0), 16));
  }

  /// As for want of descriptors. One that does not listen fails whenever it is asked.
  @Test
  void aSocketThatFailsIsLeftAloneForAMomentAndOthersGoOn() throws IOException {
    try (var good = listening();
        var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var bad = Errno.check(calls.socket(2, 1, 0));
      var broken = new ListeningSocket(bad, good.socket.address());
      var door = new TcpDoor(clients, shared, List.of(broken, good.socket));
      var start = System.nanoTime();
      door.open();
      while (counters.acceptErrors() < 3) {
        try (var client = new TcpClient(good.socket.address())) {
          assertThat(client.ask("E")).isEqualTo("E");
        }
      }
      var pauses = (System.nanoTime() - start) / 1_000_000 / TcpTransport.ACCEPT_PAUSE_MILLIS;
      assertThat(pauses).isGreaterThanOrEqualTo(counters.acceptErrors() - 1);
      door.drain().syncUninterruptibly();
      calls.close(bad);
    }
  }

  @Test
  void whoHasJustConnectedIsAnsweredAtTheEnd() throws IOException {
    var server = Servers.start(SocketKind.NATIVE, Servers.DEFAULTS);
    try (var client = new TcpClient(server.addresses().getFirst());
        var half = new TcpClient(server.addresses().getFirst())) {
      client.send("E at last");
      half.write(new byte[] {0, 9, 'E'});
      var closing = CompletableFuture.runAsync(server::close);
      assertThat(client.receive()).isEqualTo("E at last");
      assertThat(client.read()).isEqualTo(-1);
      assertThat(half.read()).isEqualTo(-1);
      closing.join();
      assertThat(server.counters().tcpOpen()).isZero();
    }
  }

  /// It has finished sending, waits for an answer that takes long, and then is gone.
  @Test
  void aClientThatIsGoneWhileItsAnswerIsMadeKeepsNobodyBusy() throws Exception {
    var gate = new CountDownLatch(1);
    try (var server =
        Servers.start(
            SocketKind.NATIVE,
            TransportSettings.defaults(1),
            () -> new TalkingProcessor(new CountDownLatch(0), gate),
            "127.0.0.1")) {
      try (var client = new TcpClient(server.addresses().getFirst())) {
        assertThat(client.ask("E first")).isEqualTo("E first");
        client.send("L later");
        client.socket().shutdownOutput();
        // The server has seen the end by now, because it has answered somebody who came later.
        askOnce(server.addresses().getFirst());
        client.socket().setSoLinger(true, 0);
      }
      askOnce(server.addresses().getFirst());
      var loop = server.loops().get("tcp-0");
      assertThat(loop).isNotNull();
      if (loop != null) {
        var thread = CompletableFuture.supplyAsync(Thread::currentThread, loop).get();
        var before = cpuNanos(thread);
        assertThat(gate.await(500, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(cpuNanos(thread) - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
      }
      gate.countDown();
    }
  }

  private static void askOnce(InetSocketAddress server) throws IOException {
    try (var client = new TcpClient(server)) {
      assertThat(client.ask("E")).isEqualTo("E");
    }
  }

  private static long cpuNanos(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  @Test
  void whereNettysLibraryCannotBeLoadedTheJdkDoesItInstead() throws IOException {
    var tcp = new NativeTcp(shared, 1, this::worker, LoopThreads.inBackground(), () -> false);
    var address = tcp.bind(Servers.at("127.0.0.1", 0));
    tcp.start();
    try {
      askOnce(address);
      assertThat(tcp.loops()).hasSize(1);
    } finally {
      tcp.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
    }
  }
}
