package org.pharosdns.cli.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever an attempt does, the receiver goes on.
@Timeout(60)
class ReceiverTest {
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(5), Duration.ofMillis(20), 8);
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Patience LONG = new Patience(HOUR, HOUR, 8);

  /// What becomes of one attempt after the other.
  private final Queue<Delivery> script = new ArrayDeque<>();

  private final CountDownLatch attempted = new CountDownLatch(1);

  private Receiver receiver(Duration longestAttempt, Patience patience, Delivery... attempts) {
    script.addAll(List.of(attempts));
    return new Receiver(
        "pager",
        json -> {
          attempted.countDown();
          return script.remove().deliver(json);
        },
        longestAttempt,
        patience);
  }

  private static Delivery.Outcome arrives(String json) {
    return new Delivery.Arrived();
  }

  private static Delivery.Outcome fails(String json) {
    return new Delivery.Failed("for a test");
  }

  private static Delivery.Outcome hangs(String json) throws InterruptedException {
    new CountDownLatch(1).await();
    return new Delivery.Arrived();
  }

  private static void awaitDelivered(Receiver receiver) {
    while (receiver.delivered() == 0) {
      Thread.onSpinWait();
    }
  }

  private static void awaitBeat(Receiver receiver) throws InterruptedException {
    var beaten = new CountDownLatch(1);
    receiver.execute(beaten::countDown);
    beaten.await();
  }

  @Test
  void itBeatsWhileItWaitsForAnEvent() throws Exception {
    try (var receiver = receiver(HOUR, SHORT)) {
      awaitBeat(receiver);
    }
  }

  @Test
  void itBeatsDuringAnAttempt() throws Exception {
    try (var receiver = receiver(HOUR, SHORT, ReceiverTest::hangs)) {
      receiver.tell("event");
      attempted.await();
      awaitBeat(receiver);
    }
  }

  @Test
  void itBeatsDuringAPause() throws Exception {
    try (var receiver = receiver(HOUR, LONG, ReceiverTest::fails)) {
      receiver.tell("event");
      attempted.await();
      awaitBeat(receiver);
    }
  }

  @Test
  void whoAsksOneThatIsClosedIsNotKeptWaiting() throws Exception {
    var receiver = receiver(HOUR, SHORT);
    receiver.close();
    awaitBeat(receiver);
  }

  @Test
  void anAttemptThatNeverEndsIsFollowedByAnother() {
    try (var receiver = receiver(MOMENT, SHORT, ReceiverTest::hangs, ReceiverTest::arrives)) {
      receiver.tell("event");
      awaitDelivered(receiver);
    }
  }

  @Test
  void anErrorInAnAttemptDoesNotEndIt() {
    Delivery broken =
        json -> {
          throw new LinkageError("for a test");
        };
    try (var receiver = receiver(HOUR, SHORT, broken, ReceiverTest::arrives)) {
      receiver.tell("event");
      awaitDelivered(receiver);
    }
  }
}
