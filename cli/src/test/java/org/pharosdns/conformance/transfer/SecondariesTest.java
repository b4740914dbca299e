package org.pharosdns.conformance.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.PharosServer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/// NSD, Knot and BIND copy a zone of ours by signed AXFR in many messages, and a NOTIFY after an
/// update makes them copy it again: the copy that they hold is the zone.
@Tag("conformance")
class SecondariesTest {
  private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
  private static final Name ZONE = Name.fromConstantString("example.test.");
  private static final TSIG KEY =
      new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("backup."), SECRET);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private static int freePort() throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    try (var tcp = new ServerSocket(0, 1, loopback);
        var udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
      return udp.getLocalPort();
    }
  }

  private PharosServer primary(int secondary) throws Exception {
    Files.createDirectories(folder.resolve("zones"));
    var text =
        new StringBuilder(
            """
            $TTL 300
            @ SOA ns host 7 3600 600 86400 60
            @ NS ns
            ns A 127.0.0.1
            sub NS ns.sub
            ns.sub A 192.0.2.1
            deep.ns.sub TXT "hidden"
            a\\.b TXT "dot" "" "\\195\\164"
            *.w MX 10 ns
            alias CNAME ns
            under DNAME elsewhere.example.
            srv SRV 1 2 3 ns
            odd TYPE65280 \\# 3 010203
            """);
    for (var i = 0; i < 5000; i++) {
      text.append("host").append(i).append(" A 10.0.").append(i / 256).append('.');
      text.append(i % 256).append('\n');
    }
    Files.writeString(folder.resolve("zones/example.test.zone"), text);
    var toml =
        """
        [key.backup]
        secret = "%s"
        [zone."example.test"]
        transfer = ["key:backup"]
        update = ["key:backup"]
        notify = ["127.0.0.1:%d"]
        """
            .formatted(SECRET, secondary);
    Files.writeString(folder.resolve("pharos.toml"), toml);
    return PharosServer.start(
        new ServeOptions(folder.resolve("pharos.toml"), null, List.of("127.0.0.1:0")));
  }

  private static Message ask(SimpleResolver server, Name name, int type) throws IOException {
    return server.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
  }

  private static SimpleResolver resolver(int port) {
    var resolver =
        new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    resolver.setTCP(true);
    resolver.setTimeout(Duration.ofSeconds(2));
    return resolver;
  }

  /// Waits until the server answers with that serial.
  private static void awaitSerial(int port, long serial, Process process) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var seen = -1L;
    while (seen != serial && System.nanoTime() < end && process.isAlive()) {
      try {
        var answer = ask(resolver(port), ZONE, Type.SOA).getSection(Section.ANSWER);
        seen = answer.isEmpty() ? -1 : ((SOARecord) answer.getFirst()).getSerial();
      } catch (IOException _) {
        // Not listening yet.
      }
      if (seen != serial) {
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    assertThat(seen).isEqualTo(serial);
  }

  private static List<String> copy(int port) throws IOException, ZoneTransferException {
    var transfer =
        ZoneTransferIn.newAXFR(
            ZONE, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), KEY);
    transfer.run();
    return transfer.getAXFR().stream().map(Record::toString).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void copiesTheZoneAndHearsOfChanges(Secondary kind) throws Exception {
    var port = freePort();
    try (var primary = primary(port)) {
      var ours = primary.addresses().getFirst().getPort();
      Files.createDirectories(folder.resolve("knot"));
      var configuration = folder.resolve("secondary.conf");
      Files.writeString(configuration, kind.configuration(folder, port, ours, SECRET));
      var log = folder.resolve("secondary.log");
      var process = kind.start(configuration, log);
      try {
        awaitSerial(port, 7, process);
        var update = new Update(ZONE);
        update.add(Name.fromString("new", ZONE), Type.A, 60, "192.0.2.9");
        update.delete(Name.fromString("host0", ZONE));
        var signed = resolver(ours);
        signed.setTSIGKey(KEY);
        assertThat(signed.send(update).getRcode()).isZero();
        awaitSerial(port, 8, process);
        var names = Stream.of("new", "host0", "host4999", "deep.ns.sub", "a\\.b", "odd");
        for (var name :
            names.map(each -> Name.fromConstantString(each + ".example.test.")).toList()) {
          for (var type : new int[] {Type.A, Type.TXT, 65280}) {
            assertThat(ask(resolver(port), name, type).getSection(Section.ANSWER))
                .as("%s %d", name, type)
                .isEqualTo(ask(resolver(ours), name, type).getSection(Section.ANSWER));
          }
        }
        assertThat(copy(ours)).as("SOA twice").hasSize(5013);
      } catch (AssertionError e) {
        throw new AssertionError(kind + ": " + Files.readString(log), e);
      } finally {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }
}
