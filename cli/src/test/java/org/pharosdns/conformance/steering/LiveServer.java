package org.pharosdns.conformance.steering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Typed;
import org.pharosdns.cli.server.ServerProcess;

/// A server in a process of its own, with its folder, commands and signals.
final class LiveServer implements AutoCloseable {
  private static final String APEX =
      """
      $TTL 300
      @   SOA ns host 1 3600 600 86400 60
      @   NS  ns
      ns  A   127.0.0.1
      """;

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();
  private final AtomicInteger zones = new AtomicInteger();
  private @Nullable ServerProcess process;

  private LiveServer(Path folder) {
    this.folder = folder;
  }

  /// Returns a server that is not started yet.
  ///
  /// @param settings the text of `pharos.toml`
  static LiveServer in(Path folder, String settings) {
    var server = new LiveServer(folder);
    server.write("pharos.toml", settings);
    server.write("zones/idle.zone", APEX);
    return server;
  }

  /// Returns a running server without any steered zone.
  static LiveServer start(Path folder) {
    return in(folder, "").start();
  }

  /// Sets a variable of the environment of the process for its next start.
  LiveServer with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Starts the process and waits until it answers.
  LiveServer start() {
    try {
      process = ServerProcess.start(folder, environment);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String configuration() {
    return folder.resolve("pharos.toml").toString();
  }

  InetSocketAddress address() {
    return running().address();
  }

  Path folder() {
    return folder;
  }

  /// Writes a file of the folder.
  void write(String path, String text) {
    try {
      var file = folder.resolve(path);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the server has logged.
  String log() {
    try {
      return running().log();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns an endpoint that lives as long as this object.
  Endpoint endpoint(Behaviour behaviour) {
    var endpoint = Endpoint.with(behaviour);
    endpoints.add(endpoint);
    return endpoint;
  }

  /// Adds a zone with a name of its own and loads it.
  ///
  /// @param records of a master file, below SOA, NS and a TTL of 300
  LiveZone zone(String records, String steering) {
    var zone = files(records, steering);
    var reload = tell("reload", zone.name());
    assertThat(reload.code()).as(reload.err() + reload.out()).isZero();
    return zone;
  }

  /// Writes the files of a zone with a name of its own, and loads nothing.
  LiveZone files(String records, String steering) {
    var zone = new LiveZone(this, "z" + zones.incrementAndGet());
    zone.write(records, steering);
    return zone;
  }

  static String withApex(String records) {
    return APEX + records;
  }

  /// Runs a command against this server.
  Typed tell(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add(1, "-c");
    all.add(2, configuration());
    return Typed.forReal(all.toArray(String[]::new));
  }

  /// Pushes verdicts to a feed over the control socket, and returns what it answers.
  String push(String feed, String... lines) {
    var body = String.join("\n", lines) + "\n";
    var request =
        "PUT /v1/feeds/%s HTTP/1.1\r\nHost: pharos\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(feed, body.getBytes(UTF_8).length, body);
    var socket = UnixDomainSocketAddress.of(folder.resolve("state/control.sock"));
    try (var channel = SocketChannel.open(socket)) {
      channel.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a signal, `STOP` or `CONT`.
  void signal(String name) {
    try {
      running().signal(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServerProcess running() {
    return Objects.requireNonNull(process);
  }

  /// Ends the process without a warning.
  void kill() {
    running().close();
  }

  /// Ends the process by SIGTERM.
  void stop() {
    running().stop();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    endpoints.forEach(Endpoint::close);
  }
}
