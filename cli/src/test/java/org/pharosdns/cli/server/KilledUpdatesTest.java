package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// `kill -9` at random moments during dynamic updates and while they go into the zone file: every
/// acknowledged one is there after the next start, whole, and the serial never goes back.
/// `-Dkills=200` for the long run.
class KilledUpdatesTest {
  private static final int KILLS = Integer.getInteger("kills", 15);
  private static final Duration LONGEST_LIFE = Duration.ofMillis(500);
  private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0";

  private final TreeSet<Integer> acknowledged = new TreeSet<>();
  private final SplittableRandom random = new SplittableRandom(815);
  private int tried;
  private long serial;

  @TempDir private Path temporary = Path.of("");

  private static SimpleResolver client(ServerProcess server) {
    var client = new SimpleResolver(server.address());
    client.setTCP(true);
    client.setTimeout(Duration.ofSeconds(5));
    client.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("ops."), SECRET));
    return client;
  }

  /// Two names an update: a half one would show as one of them.
  private void update(SimpleResolver client) throws IOException {
    var number = tried++;
    var update = new Update(Name.fromConstantString("example."));
    update.add(Name.fromString("a" + number + ".example."), Type.TXT, 60, "x");
    update.add(Name.fromString("b" + number + ".example."), Type.TXT, 60, "x");
    assertThat(client.send(update).getRcode()).isEqualTo(Rcode.NOERROR);
    acknowledged.add(number);
    serial = Math.max(serial, serial(client));
  }

  private static long serial(SimpleResolver client) throws IOException {
    var answer = ask(client, "example.", Type.SOA);
    return ((SOARecord) answer.getSection(Section.ANSWER).getFirst()).getSerial();
  }

  private static Message ask(SimpleResolver client, String name, int type) throws IOException {
    var question = Record.newRecord(Name.fromString(name), type, DClass.IN);
    return client.send(Message.newQuery(question));
  }

  private void updateUntilKilled(ServerProcess server) {
    var client = client(server);
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
        update(client);
      }
    } catch (IOException killed) {
      assertThat(killer).isNotNull();
    }
  }

  private void requireAllThere(ServerProcess server) throws IOException {
    var client = client(server);
    for (var number = 0; number < tried; number++) {
      var first = ask(client, "a" + number + ".example.", Type.TXT).getRcode();
      var second = ask(client, "b" + number + ".example.", Type.TXT).getRcode();
      assertThat(second).as("no half update").isEqualTo(first);
      if (acknowledged.contains(number)) {
        assertThat(first).as("update %d", number).isEqualTo(Rcode.NOERROR);
      }
    }
    assertThat(serial(client)).isGreaterThanOrEqualTo(serial);
  }

  @Test
  void everyAcknowledgedUpdateOutlivesTheServer() throws Exception {
    new ServerFolder(temporary)
        .zone("example.zone", ServerFolder.APEX)
        .write(
            "pharos.toml",
            """
            [key.ops]
            secret = "%s"
            [zone."example"]
            update = ["key:ops"]
            """
                .formatted(SECRET));
    for (var kill = 0; kill < KILLS; kill++) {
      try (var server = ServerProcess.start(temporary)) {
        requireAllThere(server);
        updateUntilKilled(server);
      }
    }
    try (var last = ServerProcess.start(temporary)) {
      requireAllThere(last);
      assertThat(acknowledged).isNotEmpty();
      last.stop();
    }
    assertThat(temporary.resolve("state/updates/example.journal")).doesNotExist();
    assertThat(temporary.resolve("zones/example.zone"))
        .content()
        .contains(acknowledged.stream().map(number -> "a" + number + " ").toList());
  }
}
