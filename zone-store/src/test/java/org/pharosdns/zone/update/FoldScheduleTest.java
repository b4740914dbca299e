package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;

/// When zones are folded that must have been quiet for three seconds.
class FoldScheduleTest {
  private static final DnsName APEX = DnsName.parse("example.test");
  private static final DnsName OTHER = DnsName.parse("other.test");
  private static final int MEBIBYTE = 1 << 20;

  /// Monotonic clocks may start anywhere, and pass from the largest number to the smallest.
  private static final long START = Long.MAX_VALUE - 1;

  private final FoldSchedule schedule = new FoldSchedule(Duration.ofSeconds(3));

  private static long at(double seconds) {
    return START + (long) (seconds * 1e9);
  }

  @Test
  void aZoneIsFoldedOnceWhenItHasBeenQuiet() {
    schedule.changed(APEX, at(0), 100);
    schedule.changed(APEX, at(2), 100);
    schedule.changed(OTHER, at(4), 100);
    assertThat(schedule.takeDue(at(4.9))).isEmpty();
    assertThat(schedule.takeDue(at(5))).containsExactly(APEX);
    assertThat(schedule.takeDue(at(6.9))).isEmpty();
    assertThat(schedule.takeDue(at(7))).containsExactly(OTHER);
  }

  @Test
  void aZoneThatIsNeverQuietIsFoldedAMinuteAfterItsFirstChange() {
    for (var second = 0; second < 60; second++) {
      schedule.changed(APEX, at(second), 100);
      assertThat(schedule.takeDue(at(second + 0.9))).isEmpty();
    }
    assertThat(schedule.takeDue(at(60))).containsExactly(APEX);
    schedule.changed(APEX, at(60), 100);
    assertThat(schedule.takeDue(at(62.9))).isEmpty();
  }

  @Test
  void aMebibyteOfChangesIsFoldedAtOnce() {
    schedule.changed(APEX, at(0), MEBIBYTE - 2);
    schedule.changed(APEX, at(0), 1);
    assertThat(schedule.takeDue(at(0))).isEmpty();
    schedule.changed(APEX, at(0), 1);
    assertThat(schedule.takeDue(at(0))).containsExactly(APEX);
    schedule.changed(OTHER, at(0), MEBIBYTE);
    assertThat(schedule.takeDue(at(0))).containsExactly(OTHER);
  }

  @Test
  void aZoneThatCannotBeFoldedIsTriedAgainAfterAMinuteOrWhenItHasChanged() {
    schedule.failed(APEX, at(0));
    assertThat(schedule.takeDue(at(59.9))).isEmpty();
    assertThat(schedule.takeDue(at(60))).containsExactly(APEX);
    schedule.failed(APEX, at(60));
    schedule.changed(APEX, at(70), MEBIBYTE - 1);
    assertThat(schedule.takeDue(at(72.9))).isEmpty();
    assertThat(schedule.takeDue(at(73))).containsExactly(APEX);
  }

  @Test
  void whatIsInTheFileIsNotFoldedAgain() {
    schedule.changed(APEX, at(0), 100);
    schedule.folded(APEX);
    assertThat(schedule.takeDue(at(100))).isEmpty();
    schedule.changed(OTHER, at(0), 100);
    assertThat(schedule.takeAll()).isEqualTo(List.of(OTHER));
    assertThat(schedule.takeAll()).isEmpty();
  }
}
