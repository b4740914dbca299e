package org.pharosdns.cli.admin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/// The address of the status page, bound before there is anything to show: who comes early waits.
public final class AdminSocket implements AutoCloseable {
  private static final int MOST_WAITING = 64;

  private final HttpServer http;
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

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      http.stop(0);
    }
  }
}
