package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The end of a server whose clients would have it go on for ever.
class StopTest {
  private static final int SMALL_WINDOW = 4 << 10;

  @TempDir private Path temporary = Path.of("");

  private static Socket client(InetSocketAddress server) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL_WINDOW);
    socket.setSoTimeout(10_000);
    socket.connect(server);
    return socket;
  }

  private static void ask(Socket client, String name, int type, int times) throws IOException {
    var query = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)).toWire();
    var framed = new byte[(2 + query.length) * times];
    for (var i = 0; i < times; i++) {
      var at = i * (2 + query.length);
      framed[at] = (byte) (query.length >> 8);
      framed[at + 1] = (byte) query.length;
      System.arraycopy(query, 0, framed, at + 2, query.length);
    }
    client.getOutputStream().write(framed);
  }

  @Test
  void clientsOfEveryKindThatReadNothingHoldItUpNoLongerThanOne() throws Exception {
    var text = " \"" + "x".repeat(250) + '"';
    var folder =
        new ServerFolder(temporary)
            .zone(
                "example.zone",
                ServerFolder.APEX + "$GENERATE 1-4000 n$ TXT" + text.repeat(12) + '\n')
            .write(
                "pharos.toml",
                """
                [limits]
                tcp_stall = "1m"
                [zone."example"]
                transfer = ["127.0.0.1"]
                """);
    var server = folder.start();
    var address = server.addresses().getFirst();
    try (server;
        var copying = client(address);
        var slow = client(address);
        var good = client(address)) {
      ask(copying, "example.", Type.AXFR, 1);
      assertThat(copying.getInputStream().read()).as("the copy has begun").isNotNegative();
      ask(slow, "n1.example.", Type.TXT, 4000);
      assertThat(slow.getInputStream().read()).as("answers have begun").isNotNegative();
      ask(good, "ns.example.", Type.A, 1);
      var start = System.nanoTime();
      server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(5500));
      var answers = new DataInputStream(good.getInputStream());
      answers.skipNBytes(answers.readUnsignedShort());
      assertThat(answers.read()).as("FIN behind the answer").isEqualTo(-1);
    }
  }
}
