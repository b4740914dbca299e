package org.pharosdns.cli.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A web server that answers as told: a status for each request, then 200; 0 is no answer at all.
final class ScriptedServer implements AutoCloseable {
  private final HttpServer http;
  private final BlockingQueue<Integer> script = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// The header sections of all requests.
  final List<String> headers = new CopyOnWriteArrayList<>();

  ScriptedServer(int port, Integer... script) {
    this.script.addAll(List.of(script));
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::handle);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    headers.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().entrySet());
    bodies.add(body);
    var status = script.poll();
    if (status != null && status == 0) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try (exchange) {
      if (status != null && status >= 300 && status < 400) {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status == null || status == 0 ? 200 : status, -1);
    }
  }

  /// Returns the body of the next request.
  String body() throws InterruptedException {
    var body = bodies.poll(20, TimeUnit.SECONDS);
    if (body == null) {
      throw new AssertionError("no request came within 20 s");
    }
    return body;
  }

  boolean isIdle() {
    return bodies.isEmpty();
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
  }
}
