package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ControlClient;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
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

/// `kill -9` at random moments while edits, dynamic updates, forced states and reloads go on at the
/// same time (R4 of the limits): what was acknowledged is there after the next start, whole, and no
/// serial goes back. `-Dkills=200 -Dzones=1000` for the long run, in which the server has a
/// thousand zones and says how long a start takes.
class KilledAtAnythingTest {
  private static final int KILLS = Integer.getInteger("kills", 10);
  private static final int ZONES = Integer.getInteger("zones", 20);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(1);
  private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0";
  private static final String MEMBER = "192.0.2.1";

  private final Set<Integer> edits = new ConcurrentSkipListSet<>();
  private final Set<Integer> updates = new ConcurrentSkipListSet<>();
  private final AtomicInteger tried = new AtomicInteger();
  private final AtomicInteger reloads = new AtomicInteger();
  private final AtomicLong serial = new AtomicLong();
  private final SplittableRandom random = new SplittableRandom(20);
  private final List<Long> startMillis = new ArrayList<>();
  private volatile int forced;
  private volatile int forcing;
  private int reloaded;

  @TempDir private Path temporary = Path.of("");

  private ServerProcess start() throws IOException {
    var begin = System.nanoTime();
    var server = ServerProcess.start(temporary);
    serial(client(server));
    startMillis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
    return server;
  }

  private ControlClient control() {
    return new ControlClient(temporary.resolve("state/control.sock"));
  }

  private static SimpleResolver client(ServerProcess server) {
    var client = new SimpleResolver(server.address());
    client.setTCP(true);
    client.setTimeout(Duration.ofSeconds(5));
    client.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("ops."), SECRET));
    return client;
  }

  private static Message ask(SimpleResolver client, String name, int type) throws IOException {
    var question = Record.newRecord(Name.fromString(name), type, DClass.IN);
    return client.send(Message.newQuery(question));
  }

  private static long serial(SimpleResolver client) throws IOException {
    var answer = ask(client, "example.", Type.SOA);
    return ((SOARecord) answer.getSection(Section.ANSWER).getFirst()).getSerial();
  }

  /// One kind of change, made again and again until the server is gone.
  @FunctionalInterface
  private interface Changes {
    void next() throws IOException, RefusedException;
  }

  private static Thread untilKilled(Changes changes) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  changes.next();
                }
              } catch (IOException | RefusedException killed) {
                assertThat(killed).isNotNull();
              }
            });
  }

  private void edit() throws RefusedException {
    var number = tried.getAndIncrement();
    var report =
        control()
            .change(
                new RecordsRequest(
                    "example",
                    Action.ADD,
                    "e" + number,
                    "TXT",
                    List.of("a", "b"),
                    null,
                    null,
                    null,
                    "test",
                    null));
    edits.add(number);
    var after = report.serialAfter();
    if (after != null) {
      serial.accumulateAndGet(after, Math::max);
    }
  }

  private void update(SimpleResolver client) throws IOException {
    var number = tried.getAndIncrement();
    var update = new Update(Name.fromConstantString("example."));
    update.add(Name.fromString("u" + number + ".example."), Type.TXT, 60, "a");
    update.add(Name.fromString("u" + number + ".example."), Type.TXT, 60, "b");
    if (client.send(update).getRcode() == Rcode.NOERROR) {
      updates.add(number);
      serial.accumulateAndGet(serial(client), Math::max);
    }
  }

  private void force() throws RefusedException {
    var number = forced + 1;
    forcing = number;
    control()
        .force(
            new ForceRequest(
                List.of(MEMBER), state(number), "change " + number, "test", null, true));
    forced = number;
  }

  private static MemberState state(int number) {
    return number % 2 == 0 ? MemberState.UP : MemberState.DRAIN;
  }

  private void reload() throws IOException, RefusedException {
    write(++reloaded);
    control().reload(List.of(), false);
    reloads.incrementAndGet();
  }

  private void write(int number) throws IOException {
    var draft = temporary.resolve("zones/reloaded.draft");
    Files.writeString(
        draft, ServerFolder.APEX.replace("host 1 ", "host " + number + " ") + "n TXT " + number);
    Files.move(
        draft,
        temporary.resolve("zones/reloaded.zone"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void changeUntilKilled(ServerProcess server) throws InterruptedException {
    var client = client(server);
    var threads =
        List.of(
            untilKilled(this::edit),
            untilKilled(() -> update(client)),
            untilKilled(this::force),
            untilKilled(this::reload));
    LockSupport.parkNanos(random.nextLong(LONGEST_LIFE.toNanos()));
    server.process().destroyForcibly();
    for (var thread : threads) {
      thread.join();
    }
  }

  private void requireAllThere(ServerProcess server) throws IOException, RefusedException {
    var counts = new HashMap<String, Integer>();
    for (var record : control().records("example", null, "TXT")) {
      counts.merge(record.name(), 1, Integer::sum);
    }
    assertThat(counts.values()).as("no half change").allMatch(count -> count == 2);
    edits.forEach(number -> assertThat(counts).containsKey("e" + number + ".example."));
    updates.forEach(number -> assertThat(counts).containsKey("u" + number + ".example."));
    assertThat(serial(client(server))).isGreaterThanOrEqualTo(serial.get());
    requireForced();
  }

  /// The forced state is the last one that was acknowledged, or the one that was under way.
  private void requireForced() throws RefusedException {
    var status = control().status(List.of(MEMBER)).getFirst();
    var state = status.forced();
    var text = String.valueOf(status.reason());
    var number = state == null ? 0 : Integer.parseInt(text.replaceAll("[^0-9]", ""));
    assertThat(number).isIn(forced, forcing);
    if (state != null) {
      assertThat(state).isEqualTo(state(number));
    }
    forced = number;
    forcing = number;
  }

  @Test
  void whatWasAcknowledgedOutlivesTheServer() throws Exception {
    var folder =
        new ServerFolder(temporary)
            .write(
                "pharos.toml",
                "[zone.\"example\"]\nupdate = [\"key:ops\"]\n[key.ops]\nsecret = \""
                    + SECRET
                    + "\"\n")
            .write("zones/example.toml", "[check.c]\ntype = \"up\"\n[name.www]\ncheck = \"c\"\n")
            .zone("example.zone", ServerFolder.APEX + "www A " + MEMBER + "\nwww A 192.0.2.2\n");
    for (var i = 0; i < ZONES; i++) {
      folder.zone("z" + i + ".zone", ServerFolder.APEX);
    }
    write(++reloaded);
    for (var kill = 0; kill <= KILLS; kill++) {
      try (var server = start()) {
        requireAllThere(server);
        if (kill < KILLS) {
          changeUntilKilled(server);
        }
      }
    }
    startMillis.sort(null);
    System.out.printf(
        "R4: %d kills with %d zones; acknowledged: %d edits, %d updates, %d reloads, and forced states;"
            + " lost 0; start to first answer: median %d ms, longest %d ms%n",
        KILLS,
        ZONES + 2,
        edits.size(),
        updates.size(),
        reloads.get(),
        startMillis.get(startMillis.size() / 2),
        startMillis.getLast());
  }
}
