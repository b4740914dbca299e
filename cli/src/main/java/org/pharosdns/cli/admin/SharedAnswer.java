package org.pharosdns.cli.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What many may ask for at once and takes time to make. One is made at a time; those who come
/// meanwhile share the next one, which is begun after they came. Any thread.
final class SharedAnswer<T> {
  private final Supplier<T> maker;
  private final ReentrantLock making = new ReentrantLock();

  /// The answer that has not been begun yet, if somebody waits for one.
  private @Nullable CompletableFuture<T> next;

  /// @param maker makes an answer of the moment in which it is called
  SharedAnswer(Supplier<T> maker) {
    this.maker = maker;
  }

  /// Returns an answer that is begun after this call.
  ///
  /// @throws java.util.concurrent.CompletionException when it could not be made
  T get() {
    var place = place();
    if (place.isFirst) {
      make(place.answer);
    }
    return place.answer.join();
  }

  /// @param isFirst whether whoever has this place makes the answer
  private record Place<T>(CompletableFuture<T> answer, boolean isFirst) {}

  private synchronized Place<T> place() {
    var waiting = next;
    if (waiting != null) {
      return new Place<>(waiting, false);
    }
    var mine = new CompletableFuture<T>();
    next = mine;
    return new Place<>(mine, true);
  }

  private void make(CompletableFuture<T> answer) {
    making.lock();
    try {
      synchronized (this) {
        next = null;
      }
      answer.complete(maker.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    } finally {
      making.unlock();
    }
  }
}
