package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.Parts;
import org.pharosdns.cli.Typed;
import org.pharosdns.cli.change.FileZones;
import org.pharosdns.cli.control.TomlSocketLocator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// `pharos zone import --from`: what another server gives, and what it must not.
class ZoneImportTest {
  private static final String KEY =
      "[key.copy]\nalgorithm = \"hmac-sha256\"\nsecret = \"c2VjcmV0IG9mIHRoZSBrZXk=\"\n";
  private static final String SOA = "moved.test. 60 SOA ns host 7 1 1 1 1";

  @TempDir private Path theirs = Path.of("");
  @TempDir private Path ours = Path.of("");
  private Parts parts = Typed.parts(Path.of(""));
  private ServerFolder folder = new ServerFolder(Path.of(System.getProperty("java.io.tmpdir")));

  @BeforeEach
  void write() {
    parts =
        new Parts(
            Typed.NO_SERVER,
            Typed.NO_CHECK,
            new TomlSocketLocator(),
            (name, action) -> {},
            FileZones::open);
    folder =
        new ServerFolder(ours)
            .write("pharos.toml", KEY + "[key.other]\nsecret = \"YW5vdGhlcg==\"\n")
            .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
  }

  private ServerFolder source(String transfer) {
    return new ServerFolder(theirs)
        .write("pharos.toml", KEY + "[zone.\"moved.test\"]\ntransfer = " + transfer + "\n")
        .zone(
            "moved.test.zone",
            ServerFolder.APEX
                + "www A 192.0.2.7\n*.w TXT \"a;b\" \"\\200\\\"\"\ndeep.x.y MX 5 mail.other.\n"
                + "t TYPE65280 \\# 3 010203\n");
  }

  private Typed take(String from, String... more) {
    var line = new ArrayList<>(List.of("zone", "import", "moved.test", "--from", from));
    line.addAll(List.of("-c", ours.resolve("pharos.toml").toString()));
    line.addAll(List.of(more));
    return Typed.run(parts, line.toArray(String[]::new));
  }

  private List<String> records(ServerFolder folder) {
    var line = new ArrayList<>(List.of("record", "list", "moved.test"));
    line.addAll(List.of("-c", folder.folder().resolve("pharos.toml").toString()));
    return Typed.run(parts, line.toArray(String[]::new)).out().lines().sorted().toList();
  }

  private static String from(PharosServer server) {
    return "127.0.0.1:" + server.addresses().getFirst().getPort();
  }

  @Test
  void theZoneIsServedAsTheOtherServerHasIt() throws Exception {
    var source = source("[\"127.0.0.1\"]");
    try (var other = source.start();
        var server = folder.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      var taken = take(from(other));
      assertThat(taken.err()).isEmpty();
      assertThat(taken.out()).contains("moved.test. imported");
      assertThat(asker.addresses("www.moved.test.")).containsExactly("192.0.2.7");
      assertThat(records(folder)).isEqualTo(records(source));
    }
  }

  @Test
  void aKeyOpensAndAWrongOneDoesNot() throws Exception {
    try (var other = source("[\"key:copy\"]").start()) {
      assertThat(take(from(other)).err()).contains("moved.test. could not be taken", "REFUSED");
      assertThat(take(from(other), "--key", "other").code()).isEqualTo(1);
      assertThat(take(from(other), "--key", "none").err()).contains("there is no [key.none]");
      assertThat(take(from(other), "--key", "copy").code()).isZero();
    }
  }

  @Test
  void recordsOfOtherZonesAreRefused() throws Exception {
    try (var liar = new Liar(List.of(SOA, "evil.test. 60 A 192.0.2.6", SOA))) {
      var taken = take(liar.address());
      assertThat(taken.code()).isEqualTo(1);
      assertThat(taken.err()).contains("evil.test. is not in the zone");
    }
  }

  @Test
  void whatIsNoSoundZoneIsKeptWhereTheServerReadsIt() throws Exception {
    try (var server = folder.start();
        var liar = new Liar(List.of(SOA, SOA))) {
      var taken = take(liar.address());
      assertThat(server.addresses()).isNotEmpty();
      assertThat(taken.err()).contains("is kept in " + ours.resolve("state") + "/import-");
    }
  }

  @Test
  void aTransferThatEndsEarlyIsNone() throws Exception {
    try (var liar = new Liar(List.of(SOA, "moved.test. 60 NS ns"))) {
      assertThat(take(liar.address()).err())
          .contains("it ended the connection before the zone was whole");
      requireNothingThere();
    }
  }

  private void requireNothingThere() {
    assertThat(ours.resolve("zones").toFile().list()).containsExactly("example.zone");
    assertThat(records(folder)).isEmpty();
  }

  @Test
  void theServerThatWasImportedIntoServesNoPartOfATransferThatEndedEarly() throws Exception {
    try (var liar =
            new Liar(List.of(SOA, "moved.test. 60 NS ns", "www.moved.test. 60 A 192.0.2.1"));
        var server = folder.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      assertThat(take(liar.address()).code()).isEqualTo(1);
      requireNothingThere();
      assertThat(asker.ask("www.moved.test.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @Test
  void anotherSecretForTheKeyIsSaid() throws Exception {
    try (var other = source("[\"key:copy\"]").start()) {
      folder.write("pharos.toml", "[key.copy]\nsecret = \"YW5vdGhlciBzZWNyZXQhIQ==\"\n");
      assertThat(take(from(other), "--key", "copy").err())
          .contains("NOTAUTH", "has another secret or algorithm for the key copy");
      requireNothingThere();
    }
  }

  @Test
  void asManyRecordsOfANameAndTypeAreTakenAsTheLimitSaysAndNoMore() throws Exception {
    for (var records : List.of(99, 100)) {
      assertThat(takeFull(records, i -> "many 60 A 192.0.2." + i).code()).isZero();
    }
    var one = takeFull(101, i -> "many 60 A 192.0.2." + i);
    assertThat(one.code()).isEqualTo(1);
    assertThat(one.err()).contains("more than 100 records of many.moved.test. A");
    assertThat(records(folder)).filteredOn(line -> line.startsWith("many.")).hasSize(100);
  }

  @Test
  void asManyTypesOfANameAreTakenAsTheLimitSaysAndNoMore() throws Exception {
    for (var types : List.of(99, 100)) {
      assertThat(takeFull(types, ZoneImportTest::ofItsOwnType).code()).isZero();
    }
    var one = takeFull(101, ZoneImportTest::ofItsOwnType);
    assertThat(one.code()).isEqualTo(1);
    assertThat(one.err()).contains("many.moved.test. has more than 100 types");
    assertThat(records(folder)).filteredOn(line -> line.startsWith("many.")).hasSize(100);
  }

  private static String ofItsOwnType(int i) {
    return "many 60 TYPE" + (65_280 + i) + " \\# 1 00";
  }

  /// Takes a zone that has so many records at `many`.
  private Typed takeFull(int records, IntFunction<String> record) throws IOException {
    var zone = new ArrayList<>(List.of(SOA, "moved.test. 60 NS ns.other."));
    for (var i = 1; i <= records; i++) {
      zone.add(record.apply(i).replaceFirst("^many", "many.moved.test."));
    }
    zone.add(SOA);
    try (var liar = new Liar(zone)) {
      return take(liar.address(), "--replace");
    }
  }

  @Test
  void aServerThatDripsRecordsIsGivenUpInTheEnd() throws Exception {
    try (var dripper = new Liar(Stream.iterate(0, i -> i + 1).map(ZoneImportTest::drop))) {
      assertThat(take(dripper.address(), "--within", "300ms").err())
          .contains("it has not come whole within 0.3s (--within)");
    }
  }

  private static String drop(int i) {
    return i == 0 ? SOA : "x" + i + ".moved.test. 60 A 192.0.2.1";
  }

  /// A server that answers one transfer with whatever it likes.
  private static final class Liar implements AutoCloseable {
    private final ServerSocket socket;

    /// In one message.
    Liar(List<String> records) throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> answer(Stream.of(records)));
    }

    /// A message for each record, until the client has had enough.
    Liar(Stream<String> records) throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> answer(records.map(List::of)));
    }

    private void answer(Stream<List<String>> messages) {
      try (var client = socket.accept()) {
        var in = client.getInputStream();
        var length = ByteBuffer.wrap(in.readNBytes(2)).getShort();
        var query = new Message(in.readNBytes(length));
        for (var records : (Iterable<List<String>>) messages::iterator) {
          var octets = message(query, records).toWire();
          var framed = ByteBuffer.allocate(2 + octets.length);
          client
              .getOutputStream()
              .write(framed.putShort((short) octets.length).put(octets).array());
        }
      } catch (SocketException _) {
        // The client has had enough.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Message message(Message query, List<String> records) throws IOException {
      var answer = new Message(query.getHeader().getID());
      answer.getHeader().setFlag(Flags.QR);
      answer.addRecord(query.getQuestion(), Section.QUESTION);
      for (var line : records) {
        var words = line.split(" ", 4);
        answer.addRecord(
            Record.fromString(
                Name.fromString(words[0]),
                Type.value(words[2]),
                DClass.IN,
                Long.parseLong(words[1]),
                words[3],
                Name.fromString("moved.test.")),
            Section.ANSWER);
      }
      return answer;
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
