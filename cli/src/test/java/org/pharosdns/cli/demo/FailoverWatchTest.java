package org.pharosdns.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.demo.FailoverWatch.Event;

class FailoverWatchTest {
  private final FailoverWatch watch = new FailoverWatch();

  private static long at(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000)).toNanos();
  }

  @Test
  void exposureEndsWithTheLastCacheThatCouldHoldTheAddress() {
    assertThat(watch.answered(at(1), true, 7)).isEqualTo(Event.NONE);
    watch.killed(at(2));
    assertThat(watch.answered(at(2.5), true, 6)).isEqualTo(Event.NONE);
    assertThat(watch.answered(at(3), false, 7)).isEqualTo(Event.LEFT);
    assertThat(watch.answered(at(4), false, 7)).isEqualTo(Event.NONE);
    assertThat(watch.leftAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(watch.exposure()).isEqualTo(Duration.ofMillis(6500));
  }

  @Test
  void addressThatComesBackWhileDeadProlongsTheExposure() {
    watch.answered(at(1), true, 7);
    watch.killed(at(2));
    watch.answered(at(3), false, 7);
    watch.answered(at(20), true, 7);
    assertThat(watch.exposure()).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void returnIsMeasuredFromTheRevival() {
    watch.killed(at(2));
    watch.answered(at(3), false, 7);
    watch.revived(at(5));
    assertThat(watch.answered(at(6), false, 7)).isEqualTo(Event.NONE);
    assertThat(watch.answered(at(7.5), true, 7)).isEqualTo(Event.RETURNED);
    assertThat(watch.answered(at(8), true, 7)).isEqualTo(Event.NONE);
    assertThat(watch.returnedAfter()).isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void secondDeathIsMeasuredAnew() {
    watch.killed(at(1));
    watch.answered(at(2), false, 7);
    watch.revived(at(3));
    watch.answered(at(4), true, 7);
    watch.killed(at(10));
    assertThat(watch.leftAfter()).isNull();
    assertThat(watch.answered(at(12), false, 7)).isEqualTo(Event.LEFT);
    assertThat(watch.leftAfter()).isEqualTo(Duration.ofSeconds(2));
  }
}
