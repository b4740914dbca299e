package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.MonitorReading.State;

/// What the checks of a member say, for people.
final class MemberHealthTest {
  private static MonitorReading reading(State state, String reason) {
    return new MonitorReading(state, reason, true, new FakeMonitor());
  }

  private static String detail(Standing standing, MonitorReading... readings) {
    return new MemberHealth(List.of(readings), HealthView.Forced.AUTO, standing, new Exposure(), 0)
        .detail();
  }

  @Test
  void nothingIsSaidOfAMemberThatIsUpWithAllOfItsWeight() {
    assertThat(detail(Standing.SETTLED, reading(State.UP, ""))).isEmpty();
  }

  @Test
  void eachReasonIsSaidOnce() {
    assertThat(
            detail(
                Standing.SETTLED,
                reading(State.DOWN, "refused"),
                reading(State.UP, ""),
                reading(State.DOWN, "refused"),
                reading(State.SUSPECT, "timeout")))
        .isEqualTo("refused, timeout");
  }

  @Test
  void aVoidProbeOfAMemberThatIsUpIsSaid() {
    assertThat(detail(Standing.SETTLED, reading(State.UP, "not-permitted")))
        .isEqualTo("not-permitted");
  }

  @Test
  void aSlowStartIsSaidWhereTheChecksSayNothing() {
    assertThat(detail(new Standing(false, 250), reading(State.UP, "")))
        .isEqualTo("slow start, 25% of its weight");
    assertThat(detail(new Standing(false, 250), reading(State.SUSPECT, "reset")))
        .isEqualTo("reset");
  }
}
