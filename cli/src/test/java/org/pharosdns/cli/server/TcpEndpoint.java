package org.pharosdns.cli.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/// An endpoint that accepts TCP connections until it is killed.
final class TcpEndpoint implements AutoCloseable {
  private final InetSocketAddress address;
  private ServerSocket socket;

  /// Listens on `address`; port 0 lets the system choose.
  TcpEndpoint(String address, int port) {
    socket = listen(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    this.address = (InetSocketAddress) socket.getLocalSocketAddress();
  }

  int port() {
    return address.getPort();
  }

  /// Stops answering: the next connection is refused.
  void kill() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Answers again.
  void revive() {
    socket = listen(address);
  }

  @Override
  public void close() {
    kill();
  }

  private static ServerSocket listen(InetSocketAddress address) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address);
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void accept(ServerSocket socket) {
    try {
      while (true) {
        socket.accept().close();
      }
    } catch (SocketException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
