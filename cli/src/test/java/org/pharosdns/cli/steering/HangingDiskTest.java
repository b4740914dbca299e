package org.pharosdns.cli.steering;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.DurableFile;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.Subject;

/// While the disk keeps whoever writes waiting, answers follow verdicts and the clock.
class HangingDiskTest {
  private static final DnsName WWW = DnsName.parse("www.example.com");
  private static final String RECORDS = "www A 192.0.2.1\na A 192.0.2.11\nb A 192.0.2.12\n";
  private static final String STEERING =
      """
      [name.www]
      check = "told"
      failback = "manual"
      backup = ["a", "b"]
      [name.a]
      check = "told"
      [name.b]
      check = "told"
      """;

  @TempDir Path folder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  private void hang(Path file, String text) throws IOException {
    asked.countDown();
    try {
      goesOn.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    DurableFile.write(file, text);
  }

  private FedZones answeringFromA(TierStore.Disk disk) throws Exception {
    var zones = new FedZones(folder, RECORDS, STEERING, disk);
    zones.find(zones.all(), FedZones.UP);
    zones.find("192.0.2.1", FedZones.DOWN);
    assertThat(zones.tier("www")).isEqualTo("a");
    return zones;
  }

  private static <T> FutureTask<T> begin(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static boolean down(FedZones zones, String address) throws InterruptedException {
    zones.find(address, FedZones.DOWN);
    return true;
  }

  @Test
  void aVerdictIsPublishedWhileTheTiersAreStored() throws Exception {
    try (var zones = answeringFromA(this::hang)) {
      var saving = begin(Executors.callable(zones.zones()::save));
      assertThat(asked.await(10, SECONDS)).isTrue();
      begin(() -> down(zones, "192.0.2.11")).get(10, SECONDS);
      assertThat(zones.tier("www")).isEqualTo("b");
      goesOn.countDown();
      saving.get(10, SECONDS);
      zones.zones().save();
      assertThat(tiers()).content().contains("\tb.example.com.");
    } finally {
      goesOn.countDown();
    }
  }

  private Path tiers() {
    return folder.resolve("state").resolve("tiers");
  }

  @Test
  void aVerdictIsPublishedWhileAReturnToTheBestTierIsStored() throws Exception {
    try (var zones = answeringFromA(this::hang)) {
      zones.find("192.0.2.1", FedZones.UP);
      var returning = begin(() -> zones.zones().failBack(WWW));
      assertThat(asked.await(10, SECONDS)).isTrue();
      begin(() -> down(zones, "192.0.2.12")).get(10, SECONDS);
      assertThat(returning.isDone()).isFalse();
      goesOn.countDown();
      assertThat(returning.get(10, SECONDS)).hasSize(1);
      assertThat(zones.tier("www")).isEqualTo("www");
      assertThat(tiers()).content().doesNotContain("www");
    } finally {
      goesOn.countDown();
    }
  }

  @Test
  void aReturnThatCannotBeStoredIsUndoneWhateverWasPublishedMeanwhile() throws Exception {
    try (var zones = answeringFromA(this::hangAndFail)) {
      zones.find("192.0.2.1", FedZones.UP);
      var returning = begin(() -> refusal(zones));
      assertThat(asked.await(10, SECONDS)).isTrue();
      begin(() -> down(zones, "192.0.2.12")).get(10, SECONDS);
      goesOn.countDown();
      assertThat(returning.get(10, SECONDS)).contains("could not be stored");
      assertThat(zones.tier("www")).isEqualTo("a");
    } finally {
      goesOn.countDown();
    }
  }

  private void hangAndFail(Path file, String text) throws IOException {
    hang(file, text);
    throw new IOException("No space left on device");
  }

  private static String refusal(FedZones zones) {
    var thrown =
        assertThatExceptionOfType(RefusedException.class)
            .isThrownBy(() -> zones.zones().failBack(WWW))
            .actual();
    return String.join("\n", thrown.problems());
  }

  @Test
  void aTierThatWentDownMeanwhileStaysLeftWhenTheReturnIsUndone() throws Exception {
    try (var zones = answeringFromA(this::hangAndFail)) {
      zones.find("192.0.2.1", FedZones.UP);
      var returning = begin(() -> refusal(zones));
      assertThat(asked.await(10, SECONDS)).isTrue();
      begin(() -> down(zones, "192.0.2.11")).get(10, SECONDS);
      begin(() -> down(zones, "192.0.2.1")).get(10, SECONDS);
      goesOn.countDown();
      returning.get(10, SECONDS);
      assertThat(zones.tier("www")).isEqualTo("b");
    } finally {
      goesOn.countDown();
    }
  }

  /// Whoever stores forced states holds their lock until the disk has them.
  @Test
  void aForcedStateReleasesItselfWhileAnotherIsStored() throws Exception {
    var steering = STEERING.replace("failback = \"manual\"\n", "");
    try (var zones = new FedZones(folder, RECORDS, steering)) {
      zones.find(zones.all(), FedZones.UP);
      var expiry = new Expiry(zones.zones(), zones.forced(), zones.clock(), zones::nowNanos);
      zones.forced().force(List.of(downForOneAndAHalfSeconds(zones.clock().instant())));
      zones.zones().recompile();
      assertThat(zones.tier("www")).isEqualTo("a");
      zones.find("192.0.2.12", FedZones.UP);
      zones.find("192.0.2.12", FedZones.UP);
      var storing = begin(() -> holdLock(zones.forced()));
      assertThat(asked.await(10, SECONDS)).isTrue();
      begin(Executors.callable(expiry::tick)).get(10, SECONDS);
      assertThat(zones.tier("www")).isEqualTo("www");
      assertThat(zones.forced().entries()).hasSize(1);
      goesOn.countDown();
      storing.get(10, SECONDS);
      expiry.drop();
      assertThat(zones.forced().entries()).isEmpty();
    } finally {
      goesOn.countDown();
    }
  }

  private static ForcedState downForOneAndAHalfSeconds(Instant now) {
    var subject = new Subject(WWW.toString(), null);
    var until = now.plus(Duration.ofMillis(1500));
    return new ForcedState(subject, ForcedState.Kind.DOWN, null, "ann", now, until);
  }

  private boolean holdLock(ForcedStates forced) throws InterruptedException {
    synchronized (forced) {
      asked.countDown();
      goesOn.await();
    }
    return true;
  }
}
