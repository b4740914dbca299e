package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.systemd.NotifySocket;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/// A real process one of whose loops hangs, and somebody who does what systemd does for a unit with
/// `WatchdogSec=`: takes the words of life, and kills and starts again when none comes.
class StuckLoopTest {
  /// What the environment says, and so how long nothing may be heard: longer than a thread has.
  private static final int WATCHDOG_MILLIS = 5000;

  private static final int ABORTED = 134;

  @TempDir private Path folder = Path.of("");

  @Test
  void whenALoopIsStuckTheWordsOfLifeEndAndTheNextProcessAnswers() throws Exception {
    new ServerFolder(folder)
        .write(
            "pharos.toml",
            """
            [key.ops]
            secret = "c2VjcmV0c2VjcmV0c2VjcmV0"
            """)
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    var path = folder.resolve("notify").toString();
    try (var manager = new NotifySocket(path)) {
      try (var server = start(path)) {
        assertThat(manager.receive(10_000)).startsWith("READY=1");
        assertThat(manager.receive(WATCHDOG_MILLIS)).isEqualTo("WATCHDOG=1");
        assertAnswers(server);

        hangALoop(server);
        assertThat(wordsOfLife(manager)).as("words of life after it hangs").isLessThan(6);
        assertThat(server.process().isAlive()).isTrue();
        assertThat(server.log())
            .containsPattern("thread udp-\\d has been stuck for \\d s")
            .contains("HangingServer.hang");

        server.signal("ABRT");
        assertThat(server.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue()).isEqualTo(ABORTED);
      }
      try (var next = start(path)) {
        assertThat(manager.receive(10_000)).startsWith("READY=1");
        assertThat(manager.receive(WATCHDOG_MILLIS)).isEqualTo("WATCHDOG=1");
        assertAnswers(next);
      }
    }
  }

  private ServerProcess start(String notify) throws IOException {
    var command =
        ServerProcess.command(folder).stream()
            .map(word -> word.equals(ServerProcess.MAIN) ? HangingServer.class.getName() : word)
            .toList();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("NOTIFY_SOCKET", notify);
    builder.environment().put("WATCHDOG_USEC", WATCHDOG_MILLIS + "000");
    return ServerProcess.start(builder, folder);
  }

  /// Counts the words until none has come for as long as systemd would wait.
  private static int wordsOfLife(NotifySocket manager) throws IOException {
    var words = 0;
    while (manager.receive(WATCHDOG_MILLIS).equals("WATCHDOG=1") && words < 100) {
      words++;
    }
    return words;
  }

  private static void assertAnswers(ServerProcess server) throws Exception {
    try (var asker = new DnsAsker(server.address())) {
      assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
    }
  }

  /// A signed question, which is never answered.
  private static void hangALoop(ServerProcess server) throws Exception {
    var client = new SimpleResolver(server.address());
    client.setTimeout(Duration.ofMillis(100));
    client.setTSIGKey(
        new TSIG(
            TSIG.HMAC_SHA256,
            Name.fromConstantString("ops."),
            new SecretKeySpec(
                "secretsecretsecret".getBytes(StandardCharsets.US_ASCII), "HmacSHA256")));
    var name = Name.fromConstantString("www.example.");
    var answered =
        client
            .sendAsync(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)))
            .handle((answer, failure) -> answer != null)
            .toCompletableFuture();
    assertThat(answered.get(10, TimeUnit.SECONDS)).as("the signed question is answered").isFalse();
  }
}
