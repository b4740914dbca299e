package org.pharosdns.health.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// One socket for all of 127.0.0.0/8: what it does to a client is told by the third octet of the
/// address that the client came to, one of each {@link Deed}.
public final class HostileServer implements AutoCloseable {
  /// What may happen, and the reason that a probe for `ok` in the body over HTTP ends with.
  public enum Deed {
    WELL(1, ""),
    SILENT(2, "timeout"),
    DRIP_HEADERS(3, "timeout"),
    DRIP_BODY(4, "timeout"),
    RESET(5, "reset"),
    RESET_AFTER_HEADERS(6, "reset"),
    ENDLESS_HEADERS(7, "too-large"),
    ENDLESS_BODY(8, "body"),
    GZIP_BOMB(9, "body"),
    REDIRECT_LOOP(10, "status-302"),
    ERROR(11, "status-503"),
    GARBAGE(12, "protocol"),
    CLOSE(13, "closed");

    private final int octet;
    private final String reason;

    Deed(int octet, String reason) {
      this.octet = octet;
      this.reason = reason;
    }

    private static Deed of(int octet) {
      for (var deed : values()) {
        if (deed.octet == octet) {
          return deed;
        }
      }
      throw new IllegalArgumentException("nothing is done at " + octet);
    }

    public String reason() {
      return reason;
    }
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final int BOMB_MEGABYTES = 64;
  private static final int AT_ONCE = 500;

  private final ServerSocket server = new ServerSocket();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final byte[] bomb = bomb();

  public HostileServer() throws IOException {
    server.bind(new InetSocketAddress(0), 1024);
    Thread.startVirtualThread(this::accept);
  }

  /// Returns a target, one of 254, that suffers `deed`.
  public Target target(Deed deed, int number) {
    var address = "127.77." + deed.octet + "." + (1 + number);
    return new Target(InetAddress.ofLiteral(address), server.getLocalPort());
  }

  private static byte[] bomb() throws IOException {
    var octets = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(octets)) {
      for (int i = 0; i < BOMB_MEGABYTES; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    return octets.toByteArray();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      closed.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var deed = Deed.of(socket.getLocalAddress().getAddress()[2]);
      if (deed != Deed.RESET) {
        socket.getInputStream().read(new byte[4096]);
      }
      serve(deed, socket);
    } catch (IOException | InterruptedException e) {
      open.remove(socket);
    } finally {
      open.remove(socket);
    }
  }

  private void serve(Deed deed, Socket socket) throws IOException, InterruptedException {
    switch (deed) {
      case WELL -> write(socket, OK + "Content-Length: 2\r\n\r\nok");
      case SILENT -> FakeServer.waitForClose(socket);
      case DRIP_HEADERS -> drip(socket, OK + "Content-Length: 2\r\n\r\nok");
      case DRIP_BODY -> {
        write(socket, OK + "Content-Length: 100\r\n\r\n");
        drip(socket, "-".repeat(100));
      }
      case RESET -> FakeServer.reset(socket);
      case RESET_AFTER_HEADERS -> {
        write(socket, OK + "Content-Length: 9\r\n\r\n");
        FakeServer.reset(socket);
      }
      case ENDLESS_HEADERS -> endless(socket, OK, "X-Header: value\r\n");
      case ENDLESS_BODY ->
          endless(socket, OK + "Transfer-Encoding: chunked\r\n\r\n", "8\r\n--------\r\n");
      case GZIP_BOMB -> {
        write(socket, OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
        socket.getOutputStream().write(bomb);
      }
      case REDIRECT_LOOP ->
          write(socket, "HTTP/1.1 302 Found\r\nLocation: /healthz\r\nContent-Length: 0\r\n\r\n");
      case ERROR -> write(socket, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
      case GARBAGE -> write(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
      case CLOSE -> socket.shutdownOutput();
    }
  }

  private static void endless(Socket socket, String head, String rest) throws IOException {
    write(socket, head);
    var much = rest.repeat(AT_ONCE);
    while (true) {
      write(socket, much);
    }
  }

  private void drip(Socket socket, String text) throws IOException, InterruptedException {
    for (int i = 0; i < text.length(); i++) {
      write(socket, text.substring(i, i + 1));
      if (closed.await(100, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
