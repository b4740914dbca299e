package org.pharosdns.zone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pharosdns.dns.wire.DnsName;

/// Who hears of a zone that has changed, and who keeps whom from hearing.
@Timeout(60)
class NotifySenderTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int MANY = 100;
  private static final int LONGEST_WAIT_MILLIS = 20_000;

  private static DatagramSocket secondary() throws IOException {
    var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    return socket;
  }

  private static List<NotifyTarget> targets(DatagramSocket secondary) {
    var address = new InetSocketAddress(secondary.getLocalAddress(), secondary.getLocalPort());
    return List.of(new NotifyTarget(address, null));
  }

  private static NotifySender sender(Duration firstPatience) {
    return new NotifySender(new SplittableRandom(1), () -> 0, System::nanoTime, firstPatience);
  }

  private static DatagramPacket receive(DatagramSocket secondary) throws IOException {
    var packet = new DatagramPacket(new byte[512], 512);
    secondary.receive(packet);
    return packet;
  }

  private static void answer(DatagramSocket secondary) throws IOException {
    var packet = receive(secondary);
    packet.getData()[2] |= (byte) 0x80;
    secondary.send(packet);
  }

  @Test
  void aSecondaryThatNeverAnswersKeepsNobodyElseFromHearing() throws IOException {
    try (var dead = secondary();
        var live = secondary();
        var sender = sender(LONG)) {
      for (var zone = 0; zone < MANY; zone++) {
        sender.published(DnsName.parse("z" + zone + ".test"), 1, targets(dead));
      }
      receive(dead);
      for (var zone = 0; zone < MANY; zone++) {
        sender.published(DnsName.parse("y" + zone + ".test"), 1, targets(live));
        answer(live);
      }
    }
  }

  @Test
  void aSecondaryThatSendsAnythingElseIsToldAgainAllTheSame() throws Exception {
    try (var junk = secondary();
        var sender = sender(Duration.ofSeconds(1))) {
      sender.published(DnsName.parse("example.test"), 1, targets(junk));
      var first = receive(junk);
      var heard = new AtomicBoolean();
      var flood = new DatagramPacket(new byte[1], 1, first.getSocketAddress());
      var flooding = Thread.ofPlatform().daemon().start(() -> flood(junk, flood, heard));
      assertThat(receive(junk).getSocketAddress()).isNotEqualTo(first.getSocketAddress());
      heard.set(true);
      flooding.join();
    }
  }

  private static void flood(DatagramSocket from, DatagramPacket junk, AtomicBoolean until) {
    try {
      while (!until.get()) {
        from.send(junk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSecondaryThatDoesNotAnswerIsToldEightTimes() throws IOException {
    try (var dead = secondary();
        var sender = sender(Duration.ofMillis(1))) {
      sender.published(DnsName.parse("example.test"), 1, targets(dead));
      for (var tries = 0; tries < 8; tries++) {
        assertThat(receive(dead).getLength()).isPositive();
      }
    }
  }
}
