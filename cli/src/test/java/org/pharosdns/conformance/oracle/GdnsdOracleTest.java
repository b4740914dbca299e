package org.pharosdns.conformance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.gdnsd.GdnsdFolder;
import org.pharosdns.cli.gdnsd.GdnsdImport;
import org.pharosdns.cli.server.PharosServer;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// gdnsd itself beside what the import makes of its configuration: the same answers.
@Tag("conformance")
class GdnsdOracleTest {
  private static final int REPETITIONS = 40;
  private static final int FEWER = 10;
  private static final List<String> NAMES =
      List.of(
          "fix",
          "fixed",
          "web",
          "pair",
          "par",
          "lines",
          "sum",
          "sets",
          "far",
          "dc2",
          "a.wild",
          "none",
          "ns",
          "world",
          "second",
          "sick",
          "part",
          "asdf.bar.more",
          "asdf.baz.more",
          "asdf.quux");
  private static final List<String> MAPPED = List.of("world", "second", "sick", "part", "web");

  /// How many answers the clients get between them, where more than one.
  private static final Map<String, Integer> DIFFERENT = Map.of("world", 3, "second", 3, "sick", 3);

  /// Each with as many bits as tell its place.
  private static final List<String> CLIENTS =
      List.of(
          "192.0.2.1/32",
          "192.0.2.0/25",
          "192.0.2.129/32",
          "198.51.100.0/24",
          "203.0.113.9/32",
          "10.1.2.3/32",
          "10.66.1.0/24",
          "172.16.0.0/16",
          "2001:db8:1:2::/64",
          "2001:db8:4::/56",
          "2001:db8:5::/56");

  /// The import lists it: `far` has no AAAA of its own, so none of a later tier is answered.
  private static final String KNOWN_DIFFERENCE = "far AAAA";

  @TempDir Path folder;

  @Test
  void importedZonesAnswerAsGdnsdDoes() throws Exception {
    var address = freeAddress();
    var source = GdnsdFolder.write(folder.resolve("gdnsd"), address.getPort());
    var zones = Files.createDirectories(folder.resolve("pharos/zones"));
    var imported = GdnsdImport.read(source, null);
    for (var file : imported.files().entrySet()) {
      Files.writeString(zones.resolve(file.getKey()), file.getValue());
    }
    var configuration =
        Files.writeString(folder.resolve("pharos/pharos.toml"), imported.configuration());
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
          var ours = answers(pharos.addresses().getFirst(), name, type, null);
          var theirs = answers(address, name, type, null);
          if (question.equals(KNOWN_DIFFERENCE)) {
            assertThat(ours).as(question).containsExactly("NOERROR []").isNotEqualTo(theirs);
          } else {
            assertThat(ours).as(question).isEqualTo(theirs);
          }
        }
      }
      for (var text : List.of("_dmarc", "more", "part")) {
        assertThat(answers(pharos.addresses().getFirst(), text, Type.TXT, null))
            .as(text + " TXT")
            .isEqualTo(answers(address, text, Type.TXT, null));
      }
      for (var name : MAPPED) {
        var different = new HashSet<Set<String>>();
        for (var client : CLIENTS) {
          different.add(answers(address, name, Type.A, client));
          for (var type : List.of(Type.A, Type.AAAA)) {
            assertThat(answers(pharos.addresses().getFirst(), name, type, client))
                .as(name + " " + Type.string(type) + " for " + client)
                .isEqualTo(answers(address, name, type, client));
          }
        }
        assertThat(different).as("answers to " + name).hasSize(DIFFERENT.getOrDefault(name, 1));
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
        answers(address, "ns", Type.A, null);
        return;
      } catch (IOException _) {
        // Not listening yet.
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("gdnsd.log")));
  }

  /// The different answers that a question gets, without TTLs: what chance may bring.
  ///
  /// @param client the network of the client that the resolver asks for, or null
  private static Set<String> answers(
      InetSocketAddress server, String name, int type, @Nullable String client) throws IOException {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(Duration.ofMillis(500));
    var answers = new TreeSet<String>();
    for (var i = 0; i < (client == null ? REPETITIONS : FEWER); i++) {
      var question = Record.newRecord(Name.fromString(name + ".example.com."), type, DClass.IN);
      var query = Message.newQuery(question);
      if (client != null) {
        query.addRecord(subnet(client), Section.ADDITIONAL);
      }
      var answer = resolver.send(query);
      var records = new TreeSet<String>();
      answer
          .getSection(Section.ANSWER)
          .forEach(r -> records.add(Type.string(r.getType()) + " " + r.rdataToString()));
      answers.add(Rcode.string(answer.getRcode()) + " " + records);
    }
    return answers;
  }

  private static OPTRecord subnet(String network) {
    var slash = network.indexOf('/');
    var bits = Integer.parseInt(network.substring(slash + 1));
    var address = InetAddress.ofLiteral(network.substring(0, slash));
    return new OPTRecord(1232, 0, 0, 0, new ClientSubnetOption(bits, address));
  }
}
