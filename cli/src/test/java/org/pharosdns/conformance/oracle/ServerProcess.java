package org.pharosdns.conformance.oracle;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.ReplyDecoder;

/// A name server of another make, as a child process on loopback.
final class ServerProcess implements Peer {
  private static final int START_SECONDS = 20;

  private final ServerKind kind;
  private final Process process;
  private final Path log;
  private final InetSocketAddress address;

  private ServerProcess(ServerKind kind, Process process, Path log, InetSocketAddress address) {
    this.kind = kind;
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /// Starts one on a port that the system chose, serving `zones` from their files in `folder`.
  static ServerProcess start(ServerKind kind, Path folder, List<GeneratedZone> zones)
      throws IOException {
    var address = freeAddress();
    var configuration = folder.resolve(kind.program() + ".conf");
    var log = folder.resolve(kind.program() + ".log");
    Files.writeString(configuration, kind.configuration(folder, address.getPort(), zones));
    Files.createDirectories(folder.resolve(kind.program()));
    var process =
        new ProcessBuilder(kind.command(configuration))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ServerProcess(kind, process, log, address);
  }

  private static InetSocketAddress freeAddress() throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    try (var tcp = new ServerSocket(0, 1, loopback);
        var udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
      return new InetSocketAddress(loopback, udp.getLocalPort());
    }
  }

  /// Waits until every zone is answered for.
  ///
  /// @throws AssertionError naming the zones that it refuses, with its log
  void awaitZones(List<GeneratedZone> zones) throws IOException, InterruptedException {
    var questions = zones.stream().map(zone -> Ask.of(zone.apex(), 6)).toList();
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    var missing = zones.stream().map(GeneratedZone::apex).toList();
    while (System.nanoTime() < end && !missing.isEmpty()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
      try {
        var replies = Exchange.ask(address, questions);
        missing =
            IntStream.range(0, replies.length)
                .filter(i -> !answers(replies[i]))
                .mapToObj(i -> zones.get(i).apex())
                .toList();
      } catch (IOException _) {
        // Not listening yet.
      }
    }
    if (!missing.isEmpty()) {
      throw new AssertionError(
          name() + " does not serve " + missing + ", see " + Files.copy(log, kept()));
    }
  }

  private Path kept() throws IOException {
    var copy = Path.of("target", kind.program() + ".log");
    Files.deleteIfExists(copy);
    return copy;
  }

  private static boolean answers(byte[] octets) {
    return octets.length > 0 && ReplyDecoder.decode(octets, false).aa();
  }

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
