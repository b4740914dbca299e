package org.pharosdns.conformance.steering;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An HTTP server on an address of its own that behaves as it is told, and remembers when it was
/// probed. All of them listen on one port, so that one check can ask them all.
final class Endpoint implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final AtomicInteger PORT = new AtomicInteger();
  private static final long DRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String address;
  private final List<Long> probes = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = Behaviour.REFUSE;
  private @Nullable ServerSocket listening;

  private Endpoint(String address) {
    this.address = address;
  }

  /// Returns an endpoint on an address that no other has.
  static Endpoint with(Behaviour behaviour) {
    var number = COUNT.incrementAndGet();
    var endpoint = new Endpoint("127.77." + (100 + number / 150) + "." + (100 + number % 150));
    synchronized (PORT) {
      if (PORT.get() == 0) {
        endpoint.listen(0);
      }
    }
    endpoint.become(behaviour);
    return endpoint;
  }

  /// The port of all endpoints.
  static int port() {
    synchronized (PORT) {
      if (PORT.get() == 0) {
        with(Behaviour.REFUSE);
      }
    }
    return PORT.get();
  }

  String address() {
    return address;
  }

  /// Behaves so from the next connection on, and returns the monotonic time of the change.
  synchronized long become(Behaviour next) {
    if (next == Behaviour.REFUSE) {
      stop();
    } else if (listening == null) {
      listen(PORT.get());
    }
    behaviour = next;
    return System.nanoTime();
  }

  /// When connections came, monotonic, the oldest first.
  List<Long> probes() {
    return probes;
  }

  private synchronized void listen(int port) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), 200);
      PORT.set(socket.getLocalPort());
      listening = socket;
      Thread.ofVirtual().start(() -> accept(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void stop() {
    try {
      if (listening != null) {
        listening.close();
      }
      listening = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        var client = socket.accept();
        probes.add(System.nanoTime());
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      behaviour = behaviour == Behaviour.PASS && socket.isClosed() ? Behaviour.REFUSE : behaviour;
    }
  }

  private void serve(Socket client) {
    try (client) {
      var now = behaviour;
      if (now == Behaviour.CLOSE) {
        return;
      }
      readRequest(client);
      switch (now) {
        case PASS -> answer(client, "200 OK", "ok");
        case WRONG_BODY -> answer(client, "200 OK", "no");
        case UNAVAILABLE -> answer(client, "503 Service Unavailable", "ok");
        case DRIP -> drip(client);
        case HANG, REFUSE, CLOSE -> client.getInputStream().readAllBytes();
      }
    } catch (IOException gone) {
      // The prober may leave whenever it wants to.
      return;
    }
  }

  private static void readRequest(Socket client) throws IOException {
    var in = client.getInputStream();
    var last = 0;
    for (var octet = in.read(); octet >= 0; octet = in.read()) {
      last = (last << 8) | octet;
      if (last == 0x0d0a0d0a) {
        return;
      }
    }
  }

  private static void answer(Socket client, String status, String body) throws IOException {
    var text =
        "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, body.length(), body);
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static void drip(Socket client) throws IOException {
    for (var octet : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(US_ASCII)) {
      client.getOutputStream().write(octet);
      client.getOutputStream().flush();
      LockSupport.parkNanos(DRIP_NANOS);
    }
  }

  @Override
  public void close() {
    become(Behaviour.REFUSE);
  }

  @Override
  public String toString() {
    return address;
  }
}
