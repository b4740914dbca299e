package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.config.NotifySection;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.Subject;

@Timeout(60)
class ForcedWatchTest {
  private static final Instant END = Instant.EPOCH.plusSeconds(60);

  @TempDir Path folder;

  /// As while the disk hangs.
  @Test
  void theEndOfAStateIsToldOnceHoweverLongItIsNotDropped() throws Exception {
    var forced = ForcedStates.open(folder);
    var subject = new Subject("www.example.com.", null);
    var kind = ForcedState.Kind.DOWN;
    forced.force(List.of(new ForcedState(subject, kind, null, "ann", Instant.EPOCH, END)));
    var section =
        new NotifySection(
            "true",
            new NotifySection.Program(List.of("/bin/true")),
            Set.of(NotifyEvent.FORCED_EXPIRING),
            Duration.ofSeconds(20));
    try (var alerts = new Alerts(null, List.of(section), () -> END)) {
      var watch = new ForcedWatch(forced, alerts, () -> END);
      watch.look();
      watch.look();
      watch.look();
      while (isUnderWay(alerts.reports().getFirst())) {
        Thread.onSpinWait();
      }
      assertThat(alerts.reports().getFirst().delivered()).isEqualTo(1);
    }
  }

  private static boolean isUnderWay(Alerts.Report report) {
    return report.waiting() > 0 || report.delivered() == 0;
  }
}
