package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private Instant wall = START;
  private long nanos = 42;
  private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void goesWithTheWallClockWhileThatOneGoesEvenly() {
    pass(Duration.ofMinutes(3));
    assertThat(clock.instant()).isEqualTo(wall);
    assertThat(clock.jump()).isZero();
  }

  @Test
  void doesNotJumpWithTheWallClock() {
    for (var jump : new Duration[] {Duration.ofDays(30), Duration.ofDays(-30)}) {
      var before = clock.instant();
      wall = wall.plus(jump);
      pass(Duration.ofSeconds(2));
      assertThat(clock.instant()).isEqualTo(before.plusSeconds(2));
      assertThat(clock.jump()).isEqualTo(jump);
      clock.follow(jump);
      assertThat(clock.jump()).isZero();
      assertThat(clock.instant()).isEqualTo(wall);
    }
  }

  @Test
  void whatIsLessThanASecondIsNoJump() {
    wall = wall.plusMillis(999);
    assertThat(clock.jump()).isZero();
    wall = wall.plusMillis(1);
    assertThat(clock.jump()).isEqualTo(Duration.ofSeconds(1));
  }
}
