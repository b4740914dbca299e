package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The clock of one connection, in seconds since it was opened.
final class TcpDeadlinesTest {
  private final AtomicBoolean crowded = new AtomicBoolean();
  private final TcpDeadlines deadlines =
      new TcpDeadlines(TcpLimits.of(TcpSettings.DEFAULTS), crowded::get, 0);

  @Test
  void idleEndsTenSecondsAfterTheLastMessage() {
    received(5, true, false);
    assertThat(over(14.9)).isFalse();
    assertThat(over(15)).isTrue();
  }

  @Test
  void idleEndsAfterTwoSecondsWhenCrowded() {
    crowded.set(true);
    assertThat(over(1.9)).isFalse();
    assertThat(over(2)).isTrue();
  }

  @Test
  void messageEndsTwoSecondsAfterItsFirstOctetHoweverItDrips() {
    received(1, false, true);
    received(2.9, false, true);
    assertThat(over(2.9)).isFalse();
    assertThat(over(3)).isTrue();
  }

  @Test
  void messageBehindAnAnsweredOneBeginsAnew() {
    received(1, false, true);
    received(2, true, true);
    assertThat(over(3.9)).isFalse();
    assertThat(over(4)).isTrue();
  }

  /// A client that ends one message just before its time and begins the next gains nothing.
  @Test
  void messagesWithoutAnswerHaveTheTimeOfOne() {
    received(1, false, true);
    received(2.8, false, false);
    received(2.9, false, true);
    assertThat(over(3)).isFalse();
    assertThat(over(3.1)).isTrue();
  }

  @Test
  void messageIsNotLateWhileTheClientIsNotRead() {
    received(1, false, true);
    assertThat(deadlines.remaining(nanos(3), 0, false)).isPositive();
    assertThat(over(4.9)).isFalse();
    assertThat(over(5)).isTrue();
  }

  @Test
  void clientThatReadsNothingEndsAfterFiveSeconds() {
    assertThat(waiting(1, 0, 0)).isPositive();
    assertThat(waiting(5, 0, 100)).isPositive();
    assertThat(waiting(9.9, 0, 100)).isPositive();
    assertThat(waiting(10, 0, 100)).isNotPositive();
  }

  /// Else a copy of a zone would be kept for it for ever.
  @Test
  void clientThatTakesAnOctetNowAndThenEndsAfterAMinute() {
    for (var second = 1; second <= 60; second++) {
      assertThat(waiting(second, 1, second)).isPositive();
    }
    assertThat(waiting(61, 1, 61)).isNotPositive();
  }

  @Test
  void clientThatTakesAPieceEachMinuteIsWaitedFor() {
    for (var second = 1; second <= 600; second++) {
      assertThat(waiting(second, second / 59, 1 + second)).isPositive();
    }
  }

  @Test
  void idleBeginsWhenTheLastAnswerIsRead() {
    assertThat(waiting(4, 0, 0)).isPositive();
    assertThat(over(13.9)).isFalse();
    assertThat(over(14)).isTrue();
  }

  @Test
  void nextLookIsNeverLaterThanADeadlineThatMayAppear() {
    assertThat(deadlines.remaining(nanos(0), 0, true)).isEqualTo(nanos(1));
  }

  private void received(double seconds, boolean answered, boolean rest) {
    deadlines.received(nanos(seconds), answered, rest);
  }

  private long waiting(double seconds, long pieces, long octets) {
    return deadlines.remaining(nanos(seconds), ((1 + pieces) << 32) + octets, true);
  }

  private boolean over(double seconds) {
    return deadlines.remaining(nanos(seconds), 0, true) <= 0;
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
