package org.pharosdns.cli.admin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/// The address of the status page, bound before there is anything to show: who comes early waits.
public final class AdminSocket implements AutoCloseable {
  private static final int MOST_WAITING = 64;

  private final HttpServer http;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private AdminSocket(HttpServer http) {
    this.http = http;
  }

  /// Binds `address`.
  ///
  /// @throws IOException when that is impossible
  public static AdminSocket bind(InetSocketAddress address) throws IOException {
    HttpLimits.apply();
    return new AdminSocket(HttpServer.create(address, MOST_WAITING));
  }

  HttpServer http() {
    return http;
  }

  /// Serves those who come, and who have come, as the server is set up now.
  void start() {
    if (started.compareAndSet(false, true)) {
      http.start();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // One that was never started would keep its port.
      start();
      http.stop(0);
    }
  }
}
