package org.pharosdns.cli.notify;

/// One way to tell somebody.
interface Delivery extends AutoCloseable {
  /// Tries once.
  ///
  /// @param json the notification
  Outcome deliver(String json) throws InterruptedException;

  @Override
  default void close() {}

  /// What came of an attempt.
  sealed interface Outcome {}

  /// It arrived.
  record Arrived() implements Outcome {}

  /// It may arrive another time.
  record Failed(String reason) implements Outcome {}

  /// It is not wanted, now or later.
  record Refused(String reason) implements Outcome {}
}
