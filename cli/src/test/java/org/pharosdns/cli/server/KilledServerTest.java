package org.pharosdns.cli.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ControlClient;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;

/// `kill -9` at random moments during changes (R4 of the limits): what was acknowledged is there
/// after the next start, whole, and the serial never goes back. `-Dkills=200` for the long run.
class KilledServerTest {
  private static final int KILLS = Integer.getInteger("kills", 20);
  private static final Duration LONGEST_LIFE = Duration.ofMillis(400);

  private final TreeSet<Integer> acknowledged = new TreeSet<>();
  private final SplittableRandom random = new SplittableRandom(4711);
  private int tried;
  private long serial;

  @TempDir private Path temporary = Path.of("");

  /// A pair of records a change: a half change would show as one of them.
  private void change(ControlClient client) throws RefusedException {
    var number = tried++;
    var report =
        client.change(
            new RecordsRequest(
                "example",
                Action.ADD,
                "n" + number,
                "TXT",
                List.of("a", "b"),
                null,
                null,
                null,
                "test",
                null));
    acknowledged.add(number);
    var after = report.serialAfter();
    assertThat(after).isNotNull().isGreaterThan(serial);
    serial = after == null ? serial : after;
  }

  private void changeUntilKilled(ServerProcess server) {
    var client = server.control();
    var moment = random.nextLong(LONGEST_LIFE.toNanos());
    var killer =
        Thread.ofVirtual()
            .start(
                () -> {
                  LockSupport.parkNanos(moment);
                  server.process().destroyForcibly();
                });
    try {
      while (true) {
        change(client);
      }
    } catch (RefusedException killed) {
      assertThat(killer).isNotNull();
    }
  }

  private void requireAllThere(ControlClient client) throws RefusedException {
    var counts = new HashMap<String, Integer>();
    for (var record : client.records("example", null, "TXT")) {
      counts.merge(record.name(), 1, Integer::sum);
    }
    assertThat(counts.values()).as("no half change").allMatch(count -> count == 2);
    for (var number : acknowledged) {
      assertThat(counts).containsKey("n" + number + ".example.");
    }
    var summary = client.zones().getFirst();
    assertThat(summary.problems()).isEmpty();
    assertThat(summary.serial()).isGreaterThanOrEqualTo(serial);
    serial = requireNonNull(summary.serial());
  }

  @Test
  void everyAcknowledgedChangeOutlivesTheServer() throws Exception {
    new ServerFolder(temporary).zone("example.zone", ServerFolder.APEX);
    for (var kill = 0; kill < KILLS; kill++) {
      try (var server = ServerProcess.start(temporary)) {
        requireAllThere(server.control());
        changeUntilKilled(server);
      }
    }
    try (var last = ServerProcess.start(temporary)) {
      requireAllThere(last.control());
      assertThat(last.control().history("example"))
          .hasSizeGreaterThanOrEqualTo(acknowledged.size());
    }
    System.out.printf(
        "R4: %d kills, %d changes tried, %d acknowledged, 0 lost%n",
        KILLS, tried, acknowledged.size());
  }
}
