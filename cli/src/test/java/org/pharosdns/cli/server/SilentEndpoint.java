package org.pharosdns.cli.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// An endpoint that lets clients connect and never says anything.
final class SilentEndpoint implements AutoCloseable {
  private final ServerSocket socket;

  SilentEndpoint() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
