package org.pharosdns.cli.tap;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what it sees to a collector of dnstap, by a thread of its own. While none takes it, the
/// rings fill up, and what finds no room in them is counted.
final class Dnstap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dnstap.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final SocketAddress collector;
  private final Duration patience;
  private final TapRings<FrameRing> rings;
  private final LongSupplier nanoTime;
  private final WallTime time;
  private final Watching watching = new Watching("dnstap", this::look);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile @Nullable FrameStream stream;
  private Duration pause = FIRST_PAUSE;
  private long nextTryNanos;
  private boolean complained;

  /// @param patience how long the collector may take for anything
  Dnstap(
      SocketAddress collector,
      Duration patience,
      TapRings<FrameRing> rings,
      WallTime time,
      LongSupplier nanoTime) {
    this.collector = collector;
    this.patience = patience;
    this.rings = rings;
    this.time = time;
    this.nanoTime = nanoTime;
    nextTryNanos = nanoTime.getAsLong();
    watching.start();
  }

  /// Runs tasks on the thread that sends.
  Executor loop() {
    return watching;
  }

  /// Frames sent since the start.
  long sent() {
    return sent.get();
  }

  /// Messages and frames that found no room, or were under way when the connection broke.
  long dropped() {
    return rings.all().stream().mapToLong(FrameRing::dropped).sum() + lost.get();
  }

  /// Whether there is a collector.
  boolean isConnected() {
    return stream != null;
  }

  private boolean look() {
    time.compare();
    var any = false;
    var to = stream == null ? connect() : stream;
    if (to == null) {
      return false;
    }
    try {
      if (to.isGone()) {
        throw new IOException("it has closed the connection");
      }
      while (sendChunks(to)) {
        any = true;
        watching.runTasks();
        time.compare();
      }
      if (watching.isClosing()) {
        to.finish();
        leave();
      }
    } catch (IOException e) {
      leave();
      if (!watching.isClosing()) {
        LOG.warn("dnstap: the collector at {} is lost: {}", collector, Reason.of(e));
      }
    }
    return any;
  }

  /// Sends a chunk of each ring; false when there was nothing. What was under way when the
  /// connection broke is lost.
  private boolean sendChunks(FrameStream to) throws IOException {
    var any = false;
    for (var ring : rings.all()) {
      var chunk = ring.chunk();
      if (chunk.hasRemaining()) {
        any = true;
        var count = lost;
        try {
          to.send(chunk);
          count = sent;
        } finally {
          count.addAndGet(ring.chunkFrames());
          ring.sent();
        }
      }
    }
    return any;
  }

  /// Tries to connect when it is time to.
  private @Nullable FrameStream connect() {
    var now = nanoTime.getAsLong();
    if (now - nextTryNanos < 0 || watching.isClosing()) {
      return null;
    }
    try {
      var opened = FrameStream.open(collector, patience, nanoTime);
      // Before the collector hears of it: nobody shall see it begin and find no collector here.
      stream = opened;
      opened.begin();
      pause = FIRST_PAUSE;
      complained = false;
      LOG.info("dnstap: connected to {}", collector);
      return opened;
    } catch (IOException e) {
      if (!complained) {
        LOG.warn("dnstap: no collector at {}: {}; trying again", collector, Reason.of(e));
        complained = true;
      }
      leave();
      return null;
    }
  }

  /// Has no collector any more, if there was one, and tries again later.
  private void leave() {
    var left = stream;
    stream = null;
    try {
      if (left != null) {
        left.close();
      }
    } catch (IOException e) {
      LOG.debug("dnstap: {}", Reason.of(e));
    }
    nextTryNanos = nanoTime.getAsLong() + pause.toNanos();
    var longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  @Override
  public void close() throws IOException {
    watching.close();
    var open = stream;
    if (open != null) {
      open.close();
    }
  }
}
