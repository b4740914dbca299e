package org.pharosdns.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.server.PharosServer;
import org.pharosdns.health.dns.DnsQuestion;

/// A server that runs for a moment in a folder of its own, so that the JVM sees which classes are
/// needed: by a server, which is asked a few questions, or with the argument `commands` by the
/// commands. The launcher runs it to make a class archive of each.
final class Rehearsal {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final int QUERIES = 50;
  private static final int HEADER_OCTETS = 12;

  private static final String CONFIGURATION =
      """
      [server]
      listen = ["127.0.0.1:0"]
      zones = "zones"
      state = "state"

      [admin]
      socket = "control.sock"
      """;

  private static final String ZONE =
      """
      $ORIGIN example.com.
      $TTL 300
      @ SOA ns1 host 1 3600 600 86400 300
      @ NS ns1
      @ MX 10 mail
      @ TXT "a text"
      ns1 A 127.0.0.1
      ns1 AAAA ::1
      mail A 127.0.0.1
      www A 127.0.0.1
      www A 127.0.0.2
      alias CNAME mail
      *.wild A 127.0.0.1
      """;

  private static final String STEERING =
      """
      [check.web]
      type = "tcp"
      port = 9
      interval = "5s"
      timeout = "2s"

      [name.www]
      check = "web"
      select = "weighted"
      weights = { "127.0.0.1" = 3, "127.0.0.2" = 1 }
      """;

  private static final List<String> NAMES =
      List.of("www", "mail", "alias", "a.wild", "missing", "ns1");

  /// Each followed by the configuration; those that people run again and again.
  private static final List<String> COMMANDS =
      List.of(
          "status",
          "status --json",
          "explain www.example.com",
          "drain www.example.com/127.0.0.2",
          "auto www.example.com",
          "check",
          "record add example.com new A 127.0.0.3",
          "record set example.com www A 127.0.0.1 127.0.0.2 --weight 2",
          "record list example.com --json",
          "record remove example.com new",
          "zone list",
          "zone history example.com",
          "zone undo example.com",
          "zone reload",
          "zone --help",
          "recrod");

  private final boolean ofCommands;
  private final Map<String, Runnable> signals = new ConcurrentHashMap<>();

  private Rehearsal(boolean ofCommands) {
    this.ofCommands = ofCommands;
  }

  /// Starts, asks, stops. An exit code other than 0 says that the archive is not worth keeping.
  public static void main(String[] arguments) throws Exception {
    LogProvider.choose();
    var folder = Files.createTempDirectory("pharos-rehearsal");
    int code;
    try {
      code = new Rehearsal(List.of(arguments).contains("commands")).run(folder);
    } finally {
      delete(folder);
    }
    System.exit(code);
  }

  private int run(Path folder) throws IOException {
    Files.writeString(folder.resolve("pharos.toml"), CONFIGURATION);
    var zones = Files.createDirectory(folder.resolve("zones"));
    Files.writeString(zones.resolve("example.com.zone"), ZONE);
    Files.writeString(zones.resolve("example.com.toml"), STEERING);
    var real = Pharos.parts();
    var parts = new Parts(this::start, real.check(), real.locator(), signals::put, real.offline());
    var arguments = new String[] {"serve", "-c", folder.resolve("pharos.toml").toString()};
    return Pharos.run(arguments, Console.system(), parts);
  }

  /// Starts the real server; once it says that it runs, it is asked, and told to end.
  private RunningServer start(ServeOptions options, Runnable answers) throws StartFailure {
    var server = PharosServer.start(options, answers);
    var configuration = options.configuration();
    Thread.ofPlatform()
        .daemon()
        .start(() -> rehearse(server.addresses().getFirst(), configuration));
    return server;
  }

  private void rehearse(InetSocketAddress server, @Nullable Path configuration) {
    try {
      if (ofCommands) {
        COMMANDS.forEach(command -> command(command + " -c " + configuration));
      } else {
        ask(server);
      }
      Runnable end;
      do {
        end = signals.get("TERM");
        Thread.onSpinWait();
      } while (end == null || signals.size() < 3);
      end.run();
    } catch (IOException e) {
      e.printStackTrace(System.err);
      System.exit(1);
    }
  }

  private static void command(String words) {
    Pharos.run(words.split(" ", -1), Console.system(), Pharos.parts());
  }

  private static void ask(InetSocketAddress server) throws IOException {
    for (var i = 0; i < QUERIES; i++) {
      askOverUdp(server, query(NAMES.get(i % NAMES.size())));
    }
    askOverTcp(server, query("www"));
  }

  private static byte[] query(String name) {
    return new DnsQuestion(name + ".example.com", DnsQuestion.A).query(1);
  }

  private static void askOverUdp(InetSocketAddress server, byte[] query) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.send(new DatagramPacket(query, query.length, server));
      socket.receive(new DatagramPacket(new byte[512], 512));
    }
  }

  private static void askOverTcp(InetSocketAddress server, byte[] query) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var out = socket.getOutputStream();
      out.write(new byte[] {0, (byte) query.length});
      out.write(query);
      if (socket.getInputStream().readNBytes(2 + HEADER_OCTETS).length != 2 + HEADER_OCTETS) {
        throw new IOException("no answer over TCP");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
