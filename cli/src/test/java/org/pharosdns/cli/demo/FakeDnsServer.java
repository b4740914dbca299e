package org.pharosdns.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.FakeControl;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Answers every question with those of the demo's addresses that pass a test, asked anew for each
/// answer: a server with perfect health checks, or one that lies.
final class FakeDnsServer implements RunningServer {
  private final DatagramSocket socket;
  private final Predicate<InetSocketAddress> works;
  private final int httpPort;
  private final int ttlSeconds;

  FakeDnsServer(ServeOptions options, int ttlSeconds, Predicate<InetSocketAddress> works) {
    this.works = works;
    this.ttlSeconds = ttlSeconds;
    try {
      var file = Objects.requireNonNull(options.configuration());
      JsonNode config = new TomlMapper().readTree(Files.readString(file));
      String listen = config.at("/server/listen/0").asString();
      String steering = Files.readString(file.resolveSibling("zones/example.com.toml"));
      httpPort = new TomlMapper().readTree(steering).at("/check/web/port").asInt();
      int port = Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
      socket = new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /// Whether somebody takes connections.
  static boolean connects(InetSocketAddress address) {
    try (var probe = new Socket()) {
      probe.connect(address, 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void serve() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        byte[] answer = answer(packet.getData(), packet.getLength());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      socket.close();
    }
  }

  private byte[] answer(byte[] query, int length) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String each : DemoSite.ADDRESSES) {
      var address = new InetSocketAddress(InetAddress.ofLiteral(each), httpPort);
      if (works.test(address)) {
        addresses.add(address.getAddress());
      }
    }
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(
        new byte[] {
          query[0], query[1], (byte) 0x84, 0, 0, 1, 0, (byte) addresses.size(), 0, 0, 0, 0
        });
    answer.write(query, 12, length - 12);
    for (InetAddress address : addresses) {
      answer.writeBytes(new byte[] {(byte) 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, (byte) ttlSeconds, 0, 4});
      answer.writeBytes(address.getAddress());
    }
    return answer.toByteArray();
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return List.of((InetSocketAddress) socket.getLocalSocketAddress());
  }

  @Override
  public ControlApi control() {
    return new FakeControl();
  }

  @Override
  public void watch(String name, Executor loop) {}

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public void close() {
    socket.close();
  }
}
