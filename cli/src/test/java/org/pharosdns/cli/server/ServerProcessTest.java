package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.systemd.NotifySocket;
import org.xbill.DNS.Type;

/// What only a process shows: signals, descriptors, pipes, the service manager.
class ServerProcessTest {
  private static final String ZONE = ServerFolder.APEX + "www A 192.0.2.1\n";
  private static final int MOST_BEATS = 30;

  @TempDir private Path folder = Path.of("");

  private ServerFolder write() {
    return new ServerFolder(folder).zone("example.zone", ZONE);
  }

  @Test
  void termAnswersWhatWasReceivedThenEndsByFinAndWithZero() throws Exception {
    write();
    try (var server = ServerProcess.start(folder);
        var client = new Pipelined(server.address(), "127.0.0.2");
        var silent = new Pipelined(server.address(), "127.0.0.3")) {
      client.ask("www.example", 2000);
      assertThat(client.receive()).isZero();
      server.signal("TERM");
      for (var id = 1; id < 2000; id++) {
        assertThat(client.receive()).isEqualTo(id);
      }
      assertThat(client.receive()).isEqualTo(-1);
      assertThat(silent.receive()).isEqualTo(-1);
      assertThat(server.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isZero();
      assertThat(server.log()).doesNotContain("ERROR", "LEAK");
    }
  }

  @Test
  void theServiceManagerIsToldOfStartLifeReloadAndEnd() throws Exception {
    write();
    var path = folder.resolve("notify").toString();
    var builder = new ProcessBuilder(ServerProcess.command(folder)).redirectError(Redirect.DISCARD);
    builder.environment().put("NOTIFY_SOCKET", path);
    builder.environment().put("WATCHDOG_USEC", "1500000");
    try (var manager = new NotifySocket(path);
        var server = ServerProcess.start(builder, folder)) {
      assertThat(manager.receive(10_000))
          .startsWith("READY=1\nSTATUS=Pharos answers on 127.0.0.1:");
      for (var i = 0; i < 3; i++) {
        assertThat(manager.receive(10_000)).isEqualTo("WATCHDOG=1");
      }
      server.signal("HUP");
      assertThat(next(manager)).startsWith("RELOADING=1\nMONOTONIC_USEC=");
      assertThat(next(manager)).isEqualTo("READY=1\nSTATUS=reloaded");
      server.signal("TERM");
      assertThat(next(manager)).isEqualTo("STOPPING=1");
      assertThat(server.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String next(NotifySocket manager) throws IOException {
    for (var i = 0; i < MOST_BEATS; i++) {
      var word = manager.receive(10_000);
      if (!word.equals("WATCHDOG=1")) {
        return word;
      }
    }
    return fail("nothing but signs of life");
  }

  /// Nobody reads what it prints, and it has much to print.
  @Test
  void outputThatNobodyReadsDelaysNothing() throws Exception {
    var files = write();
    try (var server =
            ServerProcess.start(new ProcessBuilder(ServerProcess.command(folder)), folder);
        var asker = new DnsAsker(server.address())) {
      files.zone("example.zone", ZONE + "broken A nonsense\n".repeat(3000));
      for (var i = 0; i < 10; i++) {
        assertThat(server.control().reload(List.of(), false).complete()).isFalse();
        server.signal("HUP");
        assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
      }
      for (var i = 0; i < 200; i++) {
        assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
      }
      server.endsInTime();
    }
  }

  /// Names are resolved for targets, webhooks and commands, never for a query or who asks it.
  @Test
  void servingLooksNothingUp() throws Exception {
    write();
    Files.createDirectories(folder.resolve("spi/META-INF/services"));
    Files.writeString(
        folder.resolve("spi/META-INF/services/java.net.spi.InetAddressResolverProvider"),
        TellingResolvers.class.getName());
    var command = new ArrayList<>(ServerProcess.command(folder));
    var path = command.indexOf("-cp") + 1;
    command.set(path, folder.resolve("spi") + File.pathSeparator + command.get(path));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    try (var server = ServerProcess.start(builder, folder);
        var asker = new DnsAsker(server.address());
        var client = new Pipelined(server.address(), "127.0.0.4")) {
      for (var name : List.of("www.example.", "nx.example.", "elsewhere.test.")) {
        assertThat(asker.ask(name, Type.A).getQuestion().getName()).hasToString(name);
      }
      client.ask("www.example", 3);
      assertThat(client.receive()).isZero();
      assertThat(server.control().reload(List.of(), false).complete()).isTrue();
      assertThat(server.log()).doesNotContain(TellingResolvers.ASKED);
      server.endsInTime();
    }
  }

  @Test
  void everyAddressThatCannotBeBoundIsListedAndTheCodeIs71() throws Exception {
    write();
    try (var taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      var port = taken.getLocalPort();
      var process =
          new ProcessBuilder(
                  ServerProcess.command(
                      folder, "127.0.0.1:" + port, "192.0.2.77:5300", "[2001:db8::77]:5300"))
              .redirectErrorStream(true)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(71);
      assertThat(output)
          .contains(
              "127.0.0.1:" + port,
              "192.0.2.77:5300",
              "[2001:db8::77]:5300",
              "uses this port already");
    }
  }

  /// Far more clients than descriptors: who is in is served, the rest costs no processor time, and
  /// a newcomer gets a place.
  @Test
  void aThousandClientsWith256DescriptorsNeitherSpinNorStarveAnyone() throws Exception {
    write();
    var command =
        String.join(" ", ServerProcess.command(folder).stream().map(w -> "'" + w + "'").toList());
    var builder =
        new ProcessBuilder("sh", "-c", "ulimit -n 256; exec " + command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    var clients = new ArrayList<Pipelined>();
    try (var server = ServerProcess.start(builder, folder);
        var asker = new DnsAsker(server.address())) {
      var address = server.address();
      for (var i = 0; i < 1000; i++) {
        clients.add(new Pipelined(address, "127.0." + (1 + i / 250) + "." + (1 + i % 250)));
        if (i % 100 == 0) {
          assertThat(asker.ask("www.example.", Type.A).getRcode()).isZero();
        }
      }
      assertThat(isServed(address)).as("a newcomer is served").isTrue();
      // The compilers are at work for the first seconds, and somebody who spins never rests.
      var spent = Long.MAX_VALUE;
      for (var second = 0; second < 10 && spent >= 500; second++) {
        var before = cpu(server);
        for (var i = 0; i < 20; i++) {
          assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
          LockSupport.parkNanos(50_000_000);
        }
        spent = cpu(server) - before;
      }
      assertThat(spent).as("processor time in ms, in a second").isLessThan(500);
      server.endsInTime();
      assertThat(server.log()).doesNotContain("ERROR", "LEAK");
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  /// Whether somebody who asks again and again is served within a second.
  private static boolean isServed(InetSocketAddress server) throws IOException {
    for (var begun = System.nanoTime(); System.nanoTime() - begun < 1_000_000_000L; ) {
      try (var newcomer = new Pipelined(server, "127.0.9.9")) {
        newcomer.ask("www.example", 1);
        if (newcomer.receive() == 0) {
          return true;
        }
      } catch (SocketException closedAtOnce) {
        assertThat(closedAtOnce).isNotNull();
      }
      LockSupport.parkNanos(20_000_000);
    }
    return false;
  }

  private static long cpu(ServerProcess server) {
    return server.process().toHandle().info().totalCpuDuration().orElseThrow().toMillis();
  }
}
