package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.slf4j.LoggerFactory;

/// What is told of a state folder that takes nothing: which file, why, and not again and again.
class FailingDiskTest {
  private static final String RECORDS = "www A 192.0.2.1\n";
  private static final String STEERING = "[name.www]\ncheck = \"told\"\n";

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(MonitoredZones.class);

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(lines);
  }

  private List<String> told() {
    var told = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    lines.list.clear();
    return told;
  }

  /// A disk without room, as far as one file goes that is written first: opening it leads to a
  /// device that is always full.
  private Path full(String file) throws IOException {
    var path = folder.resolve("state").resolve(file);
    Files.createSymbolicLink(path.resolveSibling(file + ".new"), Path.of("/dev/full"));
    return path;
  }

  @Test
  void verdictsThatCannotBeSavedAreToldOnceAMinuteWithTheirFile() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, STEERING)) {
      zones.find(zones.all(), FedZones.UP);
      var verdicts = full("verdicts");
      told();
      var line = "the verdicts could not be saved: " + verdicts + ": no space left on device";
      for (var i = 0; i < 10; i++) {
        zones.zones().save();
      }
      assertThat(told()).containsExactly(line);
      for (var i = 0; i < 61; i++) {
        zones.find(zones.all(), FedZones.UP);
        zones.zones().save();
      }
      assertThat(told()).containsExactly(line);
      Files.delete(verdicts.resolveSibling("verdicts.new"));
      zones.zones().save();
      zones.zones().save();
      assertThat(told()).containsExactly("the verdicts can be saved again");
    }
  }

  @Test
  void aForcedStateThatCannotBeStoredNamesItsFile() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, STEERING)) {
      var forced = full("forced");
      var what = List.of("192.0.2.1");
      var request = new ForceRequest(what, MemberState.DRAIN, null, "ann", null, true);
      assertThatThrownBy(() -> zones.forcing().force(request))
          .hasMessage("the change could not be stored: " + forced + ": no space left on device");
      assertThat(zones.forced().entries()).isEmpty();
    }
  }
}
