package org.pharosdns.conformance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.gdnsd.GdnsdFolder;
import org.pharosdns.cli.gdnsd.GdnsdImport;
import org.pharosdns.cli.server.PharosServer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// gdnsd itself beside what the import makes of its configuration: the same answers.
@Tag("conformance")
class GdnsdOracleTest {
  private static final int REPETITIONS = 40;
  private static final List<String> NAMES =
      List.of("fix", "fixed", "web", "pair", "sum", "sets", "far", "dc2", "a.wild", "none", "ns");

  /// The import lists it: `far` has no AAAA of its own, so none of a later tier is answered.
  private static final String KNOWN_DIFFERENCE = "far AAAA";

  @TempDir Path folder;

  @Test
  void importedZonesAnswerAsGdnsdDoes() throws Exception {
    var address = freeAddress();
    var source = GdnsdFolder.write(folder.resolve("gdnsd"), address.getPort());
    var zones = Files.createDirectories(folder.resolve("pharos/zones"));
    for (var file : GdnsdImport.read(source, null).files().entrySet()) {
      Files.writeString(zones.resolve(file.getKey()), file.getValue());
    }
    var configuration = Files.writeString(folder.resolve("pharos/pharos.toml"), "");
    var gdnsd =
        new ProcessBuilder("/usr/sbin/gdnsd", "-c", source.toString(), "start")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gdnsd.log").toFile())
            .start();
    try (var pharos =
        PharosServer.start(new ServeOptions(configuration, null, List.of("127.0.0.1:0")))) {
      awaitStart(gdnsd, address);
      for (var name : NAMES) {
        for (var type : List.of(Type.A, Type.AAAA)) {
          var question = name + " " + Type.string(type);
          var ours = answers(pharos.addresses().getFirst(), name, type);
          var theirs = answers(address, name, type);
          if (question.equals(KNOWN_DIFFERENCE)) {
            assertThat(ours).as(question).containsExactly("NOERROR []").isNotEqualTo(theirs);
          } else {
            assertThat(ours).as(question).isEqualTo(theirs);
          }
        }
      }
    } finally {
      gdnsd.destroy();
      gdnsd.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static InetSocketAddress freeAddress() throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    try (var socket = new DatagramSocket(0, loopback)) {
      return new InetSocketAddress(loopback, socket.getLocalPort());
    }
  }

  private void awaitStart(Process process, InetSocketAddress address) throws Exception {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
      try {
        answers(address, "ns", Type.A);
        return;
      } catch (IOException _) {
        // Not listening yet.
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("gdnsd.log")));
  }

  /// The different answers that a question gets, without TTLs: what chance may bring.
  private static Set<String> answers(InetSocketAddress server, String name, int type)
      throws IOException {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(Duration.ofMillis(500));
    var answers = new TreeSet<String>();
    for (var i = 0; i < REPETITIONS; i++) {
      var question = Record.newRecord(Name.fromString(name + ".example.com."), type, DClass.IN);
      var answer = resolver.send(Message.newQuery(question));
      var records = new TreeSet<String>();
      answer
          .getSection(Section.ANSWER)
          .forEach(r -> records.add(Type.string(r.getType()) + " " + r.rdataToString()));
      answers.add(Rcode.string(answer.getRcode()) + " " + records);
    }
    return answers;
  }
}
