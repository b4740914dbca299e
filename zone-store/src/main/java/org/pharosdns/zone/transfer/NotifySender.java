package org.pharosdns.zone.transfer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Rcode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells secondaries that a zone has changed (RFC 1996): again and again, with pauses that double,
/// until each has answered, or a newer serial makes it pointless, or it was told often enough. On
/// threads of its own; whoever publishes a zone never waits, and no secondary waits for another.
/// Any thread.
public final class NotifySender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotifySender.class);
  private static final int MOST_SOCKETS_PER_TARGET = 8;

  private final RandomGenerator random;
  private final LongSupplier wallSeconds;
  private final LongSupplier nanoTime;
  private final Duration firstPatience;
  private final Map<DnsName, Long> serials = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Semaphore> sockets = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param random draws identifiers; any thread
  /// @param wallSeconds seconds since 1970, for signatures
  /// @param firstPatience how long the first answer is waited for
  public NotifySender(
      RandomGenerator random,
      LongSupplier wallSeconds,
      LongSupplier nanoTime,
      Duration firstPatience) {
    this.random = random;
    this.wallSeconds = wallSeconds;
    this.nanoTime = nanoTime;
    this.firstPatience = firstPatience;
  }

  /// Tells `targets` that `zone` has `serial` now, unless they were told of that serial before.
  public void published(DnsName zone, long serial, List<NotifyTarget> targets) {
    var before = serials.put(zone, serial);
    if (before == null || before != serial) {
      for (var target : targets) {
        Thread.ofVirtual().name("notify " + zone).start(() -> tell(zone, serial, target));
      }
    }
  }

  private void tell(DnsName zone, long serial, NotifyTarget target) {
    try {
      for (var each : NotifyTry.all(firstPatience)) {
        if (isAnswered(zone, serial, target, each)) {
          return;
        }
      }
      LOG.warn("{} does not answer that {} has changed", target.address(), zone);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("telling {} of {} failed", target.address(), zone, e);
    }
  }

  private boolean isNews(DnsName zone, long serial) {
    var current = serials.get(zone);
    return closed.getCount() > 0 && current != null && current == serial;
  }

  /// Sends one message and waits for the answer, or for as long when it cannot be sent; returns
  /// true when nothing is left to say.
  private boolean isAnswered(DnsName zone, long serial, NotifyTarget target, NotifyTry each)
      throws InterruptedException {
    var places =
        sockets.computeIfAbsent(
            target.address(), any -> new Semaphore(MOST_SOCKETS_PER_TARGET, true));
    var pause = each.pauseAfterSilence();
    places.acquire();
    try {
      if (!isNews(zone, serial)) {
        return true;
      }
      var rcode = ask(zone, target, each.listening());
      if (rcode >= 0) {
        report(zone, serial, target, rcode);
        return true;
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be told of {}: {}", target.address(), zone, e.toString());
      pause = each.patience();
    } finally {
      places.release();
    }
    return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private int ask(DnsName zone, NotifyTarget target, Duration listening) throws IOException {
    var id = random.nextInt(0x10000);
    var message = NotifyMessage.of(zone, id, target.key(), wallSeconds);
    try (var socket = new DatagramSocket()) {
      socket.connect(target.address());
      var endNanos = nanoTime.getAsLong() + listening.toNanos();
      socket.send(new DatagramPacket(message, message.length));
      var answer = new DatagramPacket(new byte[4096], 4096);
      var rcode = -1;
      for (var left = listening; rcode < 0 && left.toMillis() > 0; ) {
        socket.setSoTimeout((int) left.toMillis());
        socket.receive(answer);
        rcode = NotifyMessage.rcode(answer.getData(), answer.getLength(), id);
        left = Duration.ofNanos(endNanos - nanoTime.getAsLong());
      }
      return rcode;
    } catch (SocketTimeoutException _) {
      return -1;
    }
  }

  private static void report(DnsName zone, long serial, NotifyTarget target, int rcode) {
    if (rcode == Rcode.NOERROR) {
      LOG.info("{} was told of {} serial {}", target.address(), zone, serial);
    } else {
      LOG.warn("{} does not want to know of {}: RCODE {}", target.address(), zone, rcode);
    }
  }

  /// Tells nobody anything any more.
  @Override
  public void close() {
    closed.countDown();
  }
}
