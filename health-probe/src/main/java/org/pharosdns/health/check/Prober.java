package org.pharosdns.health.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs checks. {@link #probe} blocks its thread, which is meant to be virtual, until the target
/// has answered or the check's timeout has passed, whatever the target does. One prober serves any
/// number of threads.
public final class Prober implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  private final LongSupplier nanoTime;
  private final TlsClient tls;
  private final ScheduledThreadPoolExecutor timer;

  /// Creates a prober.
  ///
  /// @param nanoTime the monotonic clock that measures how long probes take
  /// @param wallClock what the dates of certificates are compared with
  public Prober(LongSupplier nanoTime, InstantSource wallClock) {
    this.nanoTime = nanoTime;
    this.tls = new TlsClient(wallClock);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("probe-deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Returns what the target makes of the check. Throws nothing.
  public ProbeResult probe(Check check, Target target) {
    long start = nanoTime.getAsLong();
    try {
      run(check, target);
      return ProbeResult.pass(since(start));
    } catch (ProbeEnded e) {
      return new ProbeResult(e.kind(), e.reason(), since(start));
    } catch (RuntimeException e) {
      LOG.error("probe of {} {} broke", check.kind(), target, e);
      return ProbeResult.none("error", since(start));
    }
  }

  /// Reads certificate files anew from now on, for they may have changed.
  public void forgetCertificates() {
    tls.forget();
  }

  /// Gives the timer back. Probes that still run lose their deadline: end them first.
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void run(Check check, Target target) throws ProbeEnded {
    switch (check) {
      case TcpCheck tcp -> converse(check, target, socket -> TcpProbe.hold(tcp, socket));
      case HttpCheck http -> converse(check, target, socket -> talkHttp(http, socket));
      case ConstantCheck constant -> {
        if (!constant.up()) {
          throw ProbeEnded.failed("down");
        }
      }
    }
  }

  private void talkHttp(HttpCheck check, Socket socket) throws IOException, ProbeEnded {
    if (check.tls()) {
      tls.over(socket, check, secured -> HttpProbe.hold(check, secured));
    } else {
      HttpProbe.hold(check, socket);
    }
  }

  private void converse(Check check, Target target, Conversation conversation) throws ProbeEnded {
    if (Target.isForbidden(target.address())) {
      throw ProbeEnded.failed("forbidden-address");
    }
    try (var deadline = new Deadline(timer, check.timing().timeout().toNanos());
        var socket = new Socket(Proxy.NO_PROXY)) {
      deadline.guard(socket);
      try {
        connect(socket, target);
        talk(socket, conversation);
      } catch (ProbeEnded e) {
        throw deadline.passed() ? ProbeEnded.failed("timeout") : e;
      }
    } catch (IOException e) {
      LOG.debug("closing the connection to {}: {}", target, e.toString());
    }
  }

  private static void connect(Socket socket, Target target) throws ProbeEnded {
    try {
      socket.connect(new InetSocketAddress(target.address(), target.port()));
    } catch (IOException e) {
      LOG.debug("connecting to {}: {}", target, e.toString());
      throw NetworkErrors.whileConnecting(e);
    }
  }

  private static void talk(Socket socket, Conversation conversation) throws ProbeEnded {
    try {
      conversation.hold(socket);
    } catch (IOException e) {
      throw NetworkErrors.whileTalking(e);
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
