package org.pharosdns.health.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A TCP server on loopback that treats every connection as a script says.
final class FakeServer implements AutoCloseable {
  /// What to do with a connection. It is closed afterwards.
  @FunctionalInterface
  interface Script {
    void serve(Socket socket) throws Exception;
  }

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Heads of the requests that {@link #readRequest} has read.
  final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

  FakeServer(Script script) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> accept(script));
  }

  /// A server that reads a request and writes this answer.
  static FakeServer answering(String answer) throws IOException {
    var holder = new FakeServer[1];
    holder[0] =
        new FakeServer(
            socket -> {
              holder[0].readRequest(socket);
              write(socket, answer);
            });
    return holder[0];
  }

  Target target() {
    return new Target(server.getInetAddress(), server.getLocalPort());
  }

  void readRequest(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int octet = socket.getInputStream().read();
      if (octet < 0) {
        break;
      }
      head.append((char) octet);
    }
    requests.add(head.toString());
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  static void waitForClose(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // What the client says is of no interest.
    }
  }

  /// Writes one octet of the text every fifty milliseconds.
  void drip(Socket socket, String text) throws Exception {
    for (int i = 0; i < text.length(); i++) {
      write(socket, text.substring(i, i + 1));
      if (closed.await(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread.startVirtualThread(() -> serve(script, socket));
      }
    } catch (IOException e) {
      closed.countDown();
    }
  }

  private void serve(Script script, Socket socket) {
    try (socket) {
      script.serve(socket);
    } catch (Exception e) {
      // Clients of these servers leave as they please.
      open.remove(socket);
    } finally {
      open.remove(socket);
    }
  }
}
