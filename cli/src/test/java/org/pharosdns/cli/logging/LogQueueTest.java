package org.pharosdns.cli.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A log whose reader is slow, or whose disk is full, costs nobody time, and what is lost is
/// counted.
class LogQueueTest {
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final Semaphore room = new Semaphore(0);
  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicBoolean full = new AtomicBoolean();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final Logger logger = logger();

  private static final class Text extends EncoderBase<ILoggingEvent> {
    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
      return event.getFormattedMessage().getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }
  }

  /// Takes a line for each permit, and refuses while it is full.
  private final class Reader extends OutputStream {
    @Override
    public void write(int octet) {
      throw new IllegalStateException("lines come whole");
    }

    @Override
    public void write(byte[] line) throws IOException {
      writing.countDown();
      room.acquireUninterruptibly();
      if (broken.getAndSet(false)) {
        throw new StackOverflowError();
      }
      if (full.get()) {
        throw new IOException("No space left on device");
      }
      written.add(new String(line, UTF_8));
    }
  }

  private final LogQueue queue =
      new LogQueue(new Text(), new Reader(), new LineQuota(), nanoTime::get);

  private Logger logger() {
    var context = new LoggerContext();
    var made = context.getLogger("test");
    made.setLevel(Level.INFO);
    return made;
  }

  private void begin() {
    queue.setContext(logger.getLoggerContext());
    queue.start();
    logger.addAppender(queue);
  }

  /// Ten times as long as the end of a process waits.
  private void awaitWritten() {
    for (var i = 0; i < 10; i++) {
      queue.awaitWritten();
    }
  }

  @Test
  void whoLogsDoesNotWaitForAReaderThatNeverReads() throws Exception {
    begin();
    var start = System.nanoTime();
    for (var i = 0; i < 3 * LogQueue.MOST_LINES; i++) {
      logger.info(LogQueue.EACH, "line {}", i);
    }
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
    assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(written).isEmpty();
  }

  @Test
  void whatWasLostIsCountedAndTheCountIsWrittenFirst() throws Exception {
    begin();
    logger.info("first");
    assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
    for (var i = 0; i < LogQueue.MOST_LINES; i++) {
      logger.info(LogQueue.EACH, "queued {}", i);
    }
    logger.info("lost");
    room.release(LogQueue.MOST_LINES + 2);
    awaitWritten();
    assertThat(written.get(0)).isEqualTo("first");
    assertThat(written.get(1)).isEqualTo("1 log lines were lost: nobody took them");
    assertThat(written).hasSize(LogQueue.MOST_LINES + 2).doesNotContain("lost");
  }

  @Test
  void aFullDiskIsWrittenToAgainWhenThereIsRoom() {
    begin();
    full.set(true);
    logger.info("lost one");
    logger.info("lost two");
    room.release(100);
    awaitWritten();
    assertThat(written).isEmpty();
    full.set(false);
    logger.info("there is room");
    awaitWritten();
    assertThat(written).containsExactly("2 log lines were lost: nobody took them", "there is room");
  }

  @Test
  void anErrorLosesALineAndNoMore() {
    begin();
    room.release(100);
    broken.set(true);
    logger.info("lost");
    awaitWritten();
    logger.info("next");
    awaitWritten();
    assertThat(written).containsExactly("1 log lines were lost: nobody took them", "next");
  }

  @Test
  void ofOneKindTenLinesASecondAreWrittenThenACount() {
    begin();
    room.release(100);
    for (var i = 0; i < 25; i++) {
      logger.warn("disk {} is full", i);
    }
    nanoTime.set(2_000_000_000L);
    while (written.size() < 11) {
      Thread.onSpinWait();
    }
    assertThat(written).contains("15 more of: disk {} is full");
    assertThat(written.getFirst()).isEqualTo("disk 0 is full");
  }

  @Test
  void linesOfAListAreAllWritten() {
    begin();
    room.release(2000);
    for (var i = 0; i < 1000; i++) {
      logger.warn(LogQueue.EACH, "reload: {}", i);
    }
    awaitWritten();
    assertThat(written).hasSize(1000);
  }
}
