package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// R1: 100 reloads at 5,000 queries a second, the content changing each time: no query is lost, and
/// each answer is wholly of one version.
class ReloadUnderLoadTest {
  private static final int RELOADS = 100;
  private static final int IN_FLIGHT = 50;
  private static final long PERIOD_NANOS = 10_000_000;

  /// The last octets of the two addresses of an answer lie behind header, question and first owner.
  private static final int RECORD_OCTETS = 16;

  @TempDir private Path temporary = Path.of("");

  private static String zone(int version) {
    return ServerFolder.APEX
        + "www A 192.0.2.%d\nwww A 198.51.100.%d\n".formatted(version % 250, version % 250);
  }

  private static final class Load implements Runnable {
    private final InetSocketAddress server;
    private final AtomicBoolean ended;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger mixed = new AtomicInteger();

    Load(InetSocketAddress server, AtomicBoolean ended) {
      this.server = server;
      this.ended = ended;
    }

    @Override
    public void run() {
      try (var socket = new DatagramSocket()) {
        socket.connect(server);
        socket.setSoTimeout(2000);
        var question = Record.newRecord(Name.fromString("www.example."), Type.A, DClass.IN);
        var query = Message.newQuery(question).toWire();
        var next = System.nanoTime();
        while (!ended.get()) {
          round(socket, query);
          next += PERIOD_NANOS;
          LockSupport.parkNanos(next - System.nanoTime());
        }
      } catch (IOException e) {
        lost.incrementAndGet();
      }
    }

    private void round(DatagramSocket socket, byte[] query) throws IOException {
      for (var i = 0; i < IN_FLIGHT; i++) {
        socket.send(new DatagramPacket(query, query.length));
      }
      var packet = new DatagramPacket(new byte[512], 512);
      for (var i = 0; i < IN_FLIGHT; i++) {
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException e) {
          lost.addAndGet(IN_FLIGHT - i);
          return;
        }
        answered.incrementAndGet();
        judge(packet, query.length);
      }
    }

    private void judge(DatagramPacket packet, int question) {
      var answer = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
      var first = question + RECORD_OCTETS - 1;
      var sound =
          answer.getShort(6) == 2
              && packet.getLength() >= question + 2 * RECORD_OCTETS
              && answer.get(first) == answer.get(first + RECORD_OCTETS);
      if (!sound) {
        mixed.incrementAndGet();
      }
    }
  }

  @Test
  void noQueryIsLostAndNoAnswerMixed() throws Exception {
    var folder = new ServerFolder(temporary).zone("example.zone", zone(1));
    try (var server = folder.start()) {
      var ended = new AtomicBoolean();
      var load = new Load(server.addresses().getFirst(), ended);
      var thread = Thread.ofPlatform().start(load);
      var start = System.nanoTime();
      for (var i = 0; i < RELOADS; i++) {
        folder.zone("example.zone", zone(i + 2));
        assertThat(server.control().reload(List.of(), false).complete()).isTrue();
        LockSupport.parkNanos(start + (i + 1) * 5L * PERIOD_NANOS - System.nanoTime());
      }
      ended.set(true);
      thread.join();
      var seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "R1: %d reloads in %.1f s, %d queries answered (%.0f/s), %d lost, %d mixed%n",
          RELOADS,
          seconds,
          load.answered.get(),
          load.answered.get() / seconds,
          load.lost.get(),
          load.mixed.get());
      assertThat(load.lost).hasValue(0);
      assertThat(load.mixed).hasValue(0);
      assertThat(load.answered).hasValueGreaterThan(1000);
    }
  }
}
