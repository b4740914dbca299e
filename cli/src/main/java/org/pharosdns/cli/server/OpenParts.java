package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server has opened; closed in the reverse order, each part whatever the others do, and all
/// of them by one deadline: what takes longer is interrupted and left to itself.
final class OpenParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);

  /// So much longer is waited for a part that ends by itself when its time is over.
  private static final Duration GRACE = Duration.ofMillis(100);

  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Deque<Part<?>> parts = new ArrayDeque<>();
  private Duration kept = Duration.ZERO;

  /// @param patience how long {@link #close} may take
  OpenParts(Duration patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /// Closes a part within the time that is said.
  @FunctionalInterface
  interface Closing<T> {
    void close(T part, Duration atMost) throws Exception;
  }

  /// @param kept the time that it leaves to those which are closed later
  private record Part<T>(String name, T part, Closing<T> closing, Duration kept) {
    void close(Duration atMost) throws InterruptedException {
      var thread =
          Thread.ofPlatform().daemon().name("closing " + name).start(() -> closeHere(atMost));
      try {
        if (!thread.join(atMost.plus(GRACE))) {
          LOG.warn("{} takes long to close and is left to itself", name);
        }
      } finally {
        thread.interrupt();
      }
    }

    private void closeHere(Duration atMost) {
      try {
        closing.close(part, atMost);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", name, e);
      }
    }
  }

  /// Takes over a part and returns it.
  <T extends AutoCloseable> T add(T part) {
    return add(part.getClass().getSimpleName(), part);
  }

  /// Takes over a part that the log calls `name`, and returns it.
  <T extends AutoCloseable> T add(String name, T part) {
    return add(name, part, (it, _) -> it.close());
  }

  /// Takes over a part that can be told how long it may take, and returns it.
  <T> T add(String name, T part, Closing<T> closing) {
    parts.push(new Part<>(name, part, closing, kept));
    return part;
  }

  /// Has what is added from now on, and so closed earlier, leave so much more of the time to what
  /// was added before.
  void keep(Duration more) {
    kept = kept.plus(more);
  }

  @Override
  public void close() {
    var deadline = StopDeadline.in(patience, nanoTime);
    while (!parts.isEmpty()) {
      var part = parts.pop();
      try {
        part.close(deadline.leftBut(part.kept()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
