package org.pharosdns.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/// Hands lines to a thread that writes them. Who logs never waits: not for a pipe that nobody
/// reads, not for a disk that is full. What is lost is counted, and the count is the first line
/// that gets through.
public final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /// Events of a list, each of which says something of its own: their number is not limited.
  public static final Marker EACH = MarkerFactory.getMarker("each");

  /// Lines that wait at most.
  static final int MOST_LINES = 4096;

  /// For a line of a list there may be a little wait, while lines flow.
  private static final long LIST_PATIENCE_MILLIS = 1000;

  private static final long GLANCE_MILLIS = 500;
  private static final long LAST_LINES_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final LineQuota QUOTA = new LineQuota();

  private final Encoder<ILoggingEvent> encoder;
  private final OutputStream out;
  private final LineQuota quota;
  private final LongSupplier nanoTime;
  private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(MOST_LINES);
  private final AtomicBoolean writing = new AtomicBoolean();
  private final AtomicLong unwritten = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  /// A queue with the process-wide quota.
  public LogQueue(Encoder<ILoggingEvent> encoder, OutputStream out) {
    this(encoder, out, QUOTA, System::nanoTime);
  }

  LogQueue(
      Encoder<ILoggingEvent> encoder, OutputStream out, LineQuota quota, LongSupplier nanoTime) {
    this.encoder = encoder;
    this.out = out;
    this.quota = quota;
    this.nanoTime = nanoTime;
  }

  /// Sets how many lines of one kind are written in a second, at least 1; 10 until then.
  public static void linesPerSecond(int lines) {
    QUOTA.linesPerSecond(lines);
  }

  /// The kind of an event is its text without what fills its placeholders.
  @Override
  protected void append(ILoggingEvent event) {
    var markers = event.getMarkerList();
    var isOfList = markers != null && markers.contains(EACH);
    if (isOfList || quota.admit(event.getMessage(), nanoTime.getAsLong())) {
      add(encoder.encode(event), isOfList);
    }
    if (!writing.get() && writing.compareAndSet(false, true)) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::awaitWritten, "last log lines"));
      Thread.ofPlatform().name("log").daemon().start(this::write);
    }
  }

  private void add(byte[] line, boolean patiently) {
    unwritten.incrementAndGet();
    try {
      var mayWait = patiently && writing.get() && lost.get() == 0;
      var isIn =
          mayWait
              ? lines.offer(line, LIST_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
              : lines.offer(line);
      if (isIn) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    unwritten.decrementAndGet();
    lost.incrementAndGet();
  }

  private void write() {
    while (true) {
      try {
        var line = lines.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null) {
          write(line);
        }
        for (var left : quota.takeLeftAway(nanoTime.getAsLong())) {
          unwritten.incrementAndGet();
          write(counted("{} more of: {}", left.lines(), left.kind()));
        }
      } catch (InterruptedException | RuntimeException | Error goesOn) {
        lost.incrementAndGet();
      }
    }
  }

  private void write(byte[] line) {
    try {
      var before = lost.getAndSet(0);
      if (before > 0 && !isWritten(counted("{} log lines were lost: nobody took them", before))) {
        lost.addAndGet(before);
      }
      if (!isWritten(line)) {
        lost.incrementAndGet();
      }
    } finally {
      unwritten.decrementAndGet();
    }
  }

  private boolean isWritten(byte[] line) {
    try {
      out.write(line);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private byte[] counted(String text, Object... arguments) {
    return encoder.encode(
        new LoggingEvent(LogQueue.class.getName(), root(), Level.WARN, text, null, arguments));
  }

  private Logger root() {
    return ((LoggerContext) getContext()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /// Waits for the last lines to be written, for at most a second.
  void awaitWritten() {
    var deadline = System.nanoTime() + LAST_LINES_NANOS;
    while (unwritten.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
