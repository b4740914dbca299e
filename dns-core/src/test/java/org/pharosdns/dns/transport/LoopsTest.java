package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each event loop runs what it is given, whatever else happens to it.
final class LoopsTest {
  @ParameterizedTest
  @EnumSource
  void everyLoopRunsATaskOnItsOwnThread(SocketKind kind) throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (var server = Servers.start(kind, TransportSettings.defaults(2))) {
      assertThat(server.loops()).containsOnlyKeys("udp-0", "udp-1", "tcp-0", "tcp-1");
      var ran = new CountDownLatch(4);
      for (var loop : server.loops().values()) {
        loop.execute(
            () -> {
              threads.add(Thread.currentThread());
              ran.countDown();
            });
      }
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(threads).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatThrowsEndsNoLoopAndLosesNoMessage(SocketKind kind) throws Exception {
    try (var server = Servers.start(kind, TransportSettings.defaults(1));
        var udp = new UdpClient(server.addresses().getFirst());
        var tcp = new TcpClient(server.addresses().getFirst())) {
      for (var i = 0; i < 20; i++) {
        for (var loop : server.loops().values()) {
          loop.execute(
              () -> {
                throw new AssertionError("as the test wants it");
              });
        }
        assertThat(udp.ask("E" + i)).isEqualTo("E" + i);
        assertThat(tcp.ask("E" + i)).isEqualTo("E" + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoopThatIsHeldRunsNothing(SocketKind kind) throws Exception {
    var held = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    try (var server =
            Servers.start(
                kind,
                TransportSettings.defaults(1),
                () -> new TalkingProcessor(held, gate),
                "127.0.0.1");
        var udp = new UdpClient(server.addresses().getFirst())) {
      udp.send("H");
      held.await();
      var ran = new CountDownLatch(1);
      var loop = server.loops().get("udp-0");
      assertThat(loop).isNotNull();
      if (loop != null) {
        loop.execute(ran::countDown);
      }
      assertThat(ran.await(100, TimeUnit.MILLISECONDS)).isFalse();
      gate.countDown();
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
