package org.pharosdns.cli.tap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.dns.tap.Passage;
import org.pharosdns.dns.tap.TapRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a line of JSON for each query to a file, by a thread of its own.
///
/// A file that was moved away is left to whoever moved it: a new one is made within a second, or at
/// once when told so by {@link #reopen}. Lines that cannot be written, or would leave too little of
/// the disk ({@link DiskFloor}), are counted.
final class QueryLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryLog.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long COMPLAIN_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int CHUNK_OCTETS = 1 << 18;

  private final Path path;
  private final LogFile file;
  private final TapRings<TapRing> rings;
  private final LongSupplier nanoTime;
  private final WallTime time;
  private final QueryLogLine line;
  private final OctetWriter lines = new OctetWriter();
  private final Watching watching = new Watching("query log", this::look);
  private final AtomicBoolean reopening = new AtomicBoolean();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private int waiting;
  private long lookedNanos;
  private long complainedNanos;
  private boolean failing;

  /// Opens the file.
  ///
  /// @throws IOException when that cannot be done
  QueryLog(Path path, TapRings<TapRing> rings, InstantSource wall, LongSupplier nanoTime)
      throws IOException {
    this.path = path;
    this.rings = rings;
    this.nanoTime = nanoTime;
    file = new LogFile(path);
    time = new WallTime(wall, nanoTime);
    line = new QueryLogLine(time);
    lookedNanos = nanoTime.getAsLong();
    watching.start();
  }

  /// Runs tasks on the thread that writes.
  Executor loop() {
    return watching;
  }

  /// Has the file opened anew, as after a rotation. Any thread.
  void reopen() {
    reopening.set(true);
  }

  /// Lines written since the start.
  long written() {
    return written.get();
  }

  /// Messages that became no line, for want of room in a ring or on the disk.
  long dropped() {
    return rings.all().stream().mapToLong(TapRing::dropped).sum() + lost.get();
  }

  private boolean look() {
    var any = false;
    do {
      time.compare();
      lookAtFile();
      any |= waiting > 0;
      write();
      watching.runTasks();
    } while (drain() > 0);
    return any;
  }

  private int drain() {
    var count = 0;
    for (var ring : rings.all()) {
      count += ring.drain(this::takes);
    }
    return count;
  }

  private boolean takes(Passage passage) {
    line.write(passage, lines);
    waiting++;
    return lines.size() < CHUNK_OCTETS;
  }

  private void lookAtFile() {
    var now = nanoTime.getAsLong();
    var asked = reopening.getAndSet(false);
    if (!asked && now - lookedNanos < LOOK_NANOS) {
      return;
    }
    lookedNanos = now;
    try {
      if (asked || file.wasMoved()) {
        file.reopen();
      }
    } catch (IOException e) {
      complain(e);
    }
  }

  private void write() {
    if (waiting == 0) {
      return;
    }
    try {
      file.append(lines.readable());
      written.addAndGet(waiting);
      if (failing) {
        failing = false;
        LOG.info("the query log {} is written again; {} lines were lost", path, lost.get());
      }
    } catch (IOException e) {
      lost.addAndGet(waiting);
      complain(e);
    }
    waiting = 0;
    lines.truncate(0);
  }

  /// At most once a minute.
  private void complain(IOException problem) {
    var now = nanoTime.getAsLong();
    if (!failing || now - complainedNanos > COMPLAIN_NANOS) {
      LOG.warn("the query log {} cannot be written: {}", path, Reason.of(problem));
      complainedNanos = now;
    }
    failing = true;
  }

  @Override
  public void close() throws IOException {
    watching.close();
    file.close();
  }
}
