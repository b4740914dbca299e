package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.notify.Alerts;
import org.slf4j.LoggerFactory;

/// What the log says of a name without a tier is what `status` and `explain` say of its promise.
class ExhaustionWatchTest {
  @TempDir Path folder;

  private List<String> lines(String exhausted) throws Exception {
    var log = (Logger) LoggerFactory.getLogger(ExhaustionWatch.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try (var zones =
            new FedZones(
                folder,
                "www A 192.0.2.1\n",
                "[name.www]\ncheck = \"told\"\non_exhausted = \"%s\"\n".formatted(exhausted));
        var alerts = new Alerts(null, List.of(), () -> Instant.EPOCH)) {
      var watch = new ExhaustionWatch(zones.zones(), alerts, zones::nowNanos);
      zones.find(zones.all(), FedZones.DOWN);
      watch.look();
      watch.look();
      zones.find(zones.all(), FedZones.UP);
      watch.look();
    } finally {
      log.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void whereEveryMemberIsAnsweredThePromiseIsSuspended() throws Exception {
    assertThat(lines("open"))
        .containsExactly(
            "www.example.com. A is exhausted: no tier is left, its promise is suspended",
            "www.example.com. A is exhausted no more");
  }

  @Test
  void whereNoRecordIsAnsweredThePromiseIsKept() throws Exception {
    assertThat(lines("nodata"))
        .containsExactly(
            "www.example.com. A is exhausted: no tier is left, it answers no record, its promise is"
                + " kept",
            "www.example.com. A is exhausted no more");
  }
}
