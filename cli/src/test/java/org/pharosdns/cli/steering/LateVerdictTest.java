package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.slf4j.LoggerFactory;

/// A verdict, or another zone, that a fault keeps from the answers at the moment reaches them a
/// moment later.
class LateVerdictTest {
  private static final String RECORDS = "www A 192.0.2.1\na A 192.0.2.11\nm MX 1 www\n";
  private static final String STEERING =
      "[name.www]\ncheck = \"told\"\nbackup = [\"a\"]\n[name.a]\ncheck = \"told\"\n";

  @TempDir Path folder;

  private FedZones answeringFromWww() throws Exception {
    var zones = new FedZones(folder, RECORDS, STEERING);
    zones.find(zones.all(), FedZones.UP);
    assertThat(answer(zones)).containsExactly("192.0.2.1");
    return zones;
  }

  /// `www` goes down, and that cannot be published.
  private FedZones behind() throws Exception {
    var zones = answeringFromWww();
    zones.breakDown(true);
    zones.find("192.0.2.1", FedZones.DOWN);
    zones.breakDown(false);
    return zones;
  }

  private static List<String> answer(FedZones zones) throws Exception {
    return zones.answer("www.example.com", "A");
  }

  @Test
  void aVerdictReachesTheAnswersASecondLater() throws Exception {
    try (var zones = behind()) {
      zones.pass(Duration.ofSeconds(1));
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aVerdictReachesTheAnswersWithTheNextReloadThoughThatSteersTheSame() throws Exception {
    try (var zones = behind()) {
      zones.load(RECORDS + "b A 192.0.2.12\n", STEERING);
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aVerdictWaitsForTheTickThoughOneOfAnotherMemberComesMeanwhile() throws Exception {
    try (var zones = behind()) {
      zones.find("192.0.2.11", FedZones.DOWN);
      zones.find("192.0.2.11", FedZones.UP);
      assertThat(answer(zones)).containsExactly("192.0.2.1");
      zones.zones().tick();
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aVerdictWaitsForAsLongAsItMust() throws Exception {
    try (var zones = behind()) {
      zones.breakDown(true);
      zones.pass(Duration.ofSeconds(1));
      zones.breakDown(false);
      assertThat(answer(zones)).containsExactly("192.0.2.1");
      zones.pass(Duration.ofSeconds(2));
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  /// So little memory that not even the log can be told.
  private static final class Unspeakable extends InternalError {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new InternalError("no memory for words");
    }
  }

  @Test
  void aVerdictThatIsCutOffAtOneZoneReachesTheOthersAtTheNextTick() throws Exception {
    FedZones.write(folder, "before.com.", "www A 192.0.2.51\n", "[name.www]\ncheck = \"told\"\n");
    try (var zones = answeringFromWww()) {
      zones.breakDown(new Unspeakable());
      assertThatThrownBy(() -> zones.find("192.0.2.1", FedZones.DOWN))
          .hasMessage("no memory for words");
      zones.breakDown(false);
      zones.pass(Duration.ofSeconds(1));
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void tiersAreTakenBackThoughWhatBecameOfMembersIsNot() throws Exception {
    var steering = STEERING.replace("backup", "failback = \"manual\"\nbackup");
    try (var zones = new FedZones(folder, RECORDS, steering)) {
      zones.find(zones.all(), FedZones.UP);
      var good = zones.nowNanos();
      zones.find("192.0.2.1", FedZones.DOWN);
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(answer(zones)).containsExactly("192.0.2.11");
      zones.breakDown(true);
      zones.zones().monitorFailureBegan(good);
      zones.breakDown(false);
      zones.pass(Duration.ofSeconds(1));
      assertThat(answer(zones)).containsExactly("192.0.2.1");
    }
  }

  @Test
  void whatCannotBeToldOfOneZoneHoldsBackNoOther() throws Exception {
    FedZones.write(folder, "other.test.", "www A 192.0.2.51\n", "[name.www]\ncheck = \"told\"\n");
    var log = (Logger) LoggerFactory.getLogger(MemberChanges.class);
    var breaking = new BreakingLog();
    try (var zones = answeringFromWww()) {
      zones.find(zones.all(), FedZones.DOWN);
      log.addAppender(breaking);
      zones.find(zones.all(), FedZones.UP);
      assertThat(breaking.told)
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).startsWith("192.0.2.1 of www.example.com. is up again"),
              line -> assertThat(line).startsWith("192.0.2.51 of www.other.test. is up again"));
      assertThat(answer(zones)).containsExactly("192.0.2.1");
    } finally {
      log.detachAppender(breaking);
    }
  }

  /// A log that takes nothing.
  private static final class BreakingLog extends ListAppender<ILoggingEvent> {
    private final List<String> told = new ArrayList<>();

    @Override
    public synchronized void doAppend(ILoggingEvent event) {
      told.add(event.getFormattedMessage());
      throw new InternalError("no line more");
    }
  }

  @Test
  void aNameGoesBackToItsBestTierASecondAfterThatWasStored() throws Exception {
    var steering = STEERING.replace("backup", "failback = \"manual\"\nbackup");
    try (var zones = new FedZones(folder, RECORDS, steering)) {
      zones.find(zones.all(), FedZones.UP);
      zones.find("192.0.2.1", FedZones.DOWN);
      zones.find("192.0.2.1", FedZones.UP);
      zones.breakDown(true);
      assertThatThrownBy(() -> new FailingBack(zones.zones()).failBack("www.example.com"))
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "stored, but it has not reached the answers of example.com. yet: "
                  + "java.lang.InternalError: for a moment");
      zones.breakDown(false);
      assertThat(answer(zones)).containsExactly("192.0.2.11");
      zones.pass(Duration.ofSeconds(1));
      assertThat(answer(zones)).containsExactly("192.0.2.1");
    }
  }

  @Test
  void zonesThatCouldNotBePublishedAnswerAsBeforeUntilASecondLater() throws Exception {
    FedZones.write(folder, "other.test.", "www A 192.0.2.51\n", "[name.www]\ncheck = \"told\"\n");
    try (var zones = answeringFromWww()) {
      zones.breakDown(true);
      FedZones.write(folder, "other.test.", "www A 192.0.2.52\n", "");
      zones.load(RECORDS + "b A 192.0.2.12\n", "[name.b]\ncheck = \"told\"\n" + STEERING);
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.1");
      assertThat(zones.answer("www.other.test", "A")).containsExactly("192.0.2.51");
      assertThat(zones.answer("b.example.com", "A")).containsExactly("NXDOMAIN");
      zones.breakDown(false);
      zones.pass(Duration.ofSeconds(1));
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.11");
      assertThat(zones.answer("www.other.test", "A")).containsExactly("192.0.2.52");
      assertThat(zones.answer("b.example.com", "A"))
          .as("held until its first result")
          .containsExactly("SERVFAIL");
    }
  }
}
