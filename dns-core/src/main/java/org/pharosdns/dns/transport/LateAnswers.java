package org.pharosdns.dns.transport;

import java.lang.foreign.Arena;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.ReplyPath;

/// What other threads want a native UDP loop to do, to send answers above all, and the descriptor
/// that wakes it up.
final class LateAnswers {
  /// An answer and where it goes.
  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
  record LateAnswer(NativeSocket socket, DatagramOrigin to, byte[] octets) {}

  private final Queue<LateAnswer> queue = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger owed = new AtomicInteger();
  private final int wakeUp;
  private boolean closed;

  /// @param wakeUp an event descriptor that does not block, owned by this object
  LateAnswers(int wakeUp) {
    this.wakeUp = wakeUp;
  }

  /// The descriptor that is readable when there is something to send.
  int wakeUp() {
    return wakeUp;
  }

  /// Returns the way back to `to`.
  ReplyPath path(NativeSocket socket, DatagramOrigin to) {
    owed.incrementAndGet();
    return new UdpReplyPath(
        octets -> {
          queue.add(new LateAnswer(socket, to, octets));
          wake();
        },
        () -> {
          owed.decrementAndGet();
          wake();
        });
  }

  private synchronized void wake() {
    if (!closed) {
      try (var arena = Arena.ofConfined()) {
        new Syscalls(arena).eventfdWrite(wakeUp, 1);
      }
    }
  }

  /// Has the loop run `task` soon.
  void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  /// Runs what the loop was given to run.
  void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /// Returns the next answer to send, or null.
  @Nullable LateAnswer poll() {
    return queue.poll();
  }

  /// Whether somebody still waits for an answer.
  boolean areOwed() {
    return owed.get() > 0 || !queue.isEmpty();
  }

  /// Closes the descriptor; what is still to come is lost.
  synchronized void close(Syscalls calls) {
    closed = true;
    calls.close(wakeUp);
  }
}
