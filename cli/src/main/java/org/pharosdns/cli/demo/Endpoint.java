package org.pharosdns.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// An HTTP server on a loopback address that can be killed and revived. Not for several threads.
final class Endpoint implements AutoCloseable {
  private final InetSocketAddress address;
  private @Nullable HttpServer server;

  private Endpoint(InetSocketAddress address, HttpServer server) {
    this.address = address;
    this.server = server;
  }

  /// Starts an endpoint.
  ///
  /// @param port 0 for one that the system chooses
  static Endpoint start(String address, int port) throws IOException {
    HttpServer server = listen(new InetSocketAddress(address, port));
    return new Endpoint(server.getAddress(), server);
  }

  private static HttpServer listen(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", Endpoint::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = "ok\n".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// Returns the address in presentation format.
  String address() {
    return address.getAddress().getHostAddress();
  }

  /// Returns the port.
  int port() {
    return address.getPort();
  }

  /// Whether it answers.
  boolean alive() {
    return server != null;
  }

  /// Stops answering at once: connections are refused from now on.
  void kill() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
  }

  /// Answers again on the same address and port.
  ///
  /// @throws IOException when somebody else has taken them meanwhile
  void revive() throws IOException {
    if (server == null) {
      server = listen(address);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
