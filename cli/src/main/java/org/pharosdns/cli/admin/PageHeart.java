package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The heartbeat of the thread that accepts for the page. That is a thread of the JDK, which runs
/// no tasks for others: so a task is run once the page has answered a request.
final class PageHeart implements Executor {
  private static final byte[] REQUEST = "GET /livez HTTP/1.0\r\n\r\n".getBytes(US_ASCII);
  private static final int PATIENCE_MILLIS = 3000;

  private final InetSocketAddress page;
  private final CountDownLatch closed;

  /// @param bound where the page is
  /// @param closed is 0 when there is no page any more
  PageHeart(InetSocketAddress bound, CountDownLatch closed) {
    this.page =
        bound.getAddress().isAnyLocalAddress()
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
            : bound;
    this.closed = closed;
  }

  @Override
  public void execute(Runnable task) {
    Thread.ofVirtual().name("status page heartbeat").start(() -> whenAnswered(task));
  }

  private void whenAnswered(Runnable task) {
    try {
      while (!answers()) {
        if (closed.await(1, TimeUnit.SECONDS)) {
          return;
        }
      }
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try (var client = new Socket()) {
      client.connect(page, PATIENCE_MILLIS);
      client.setSoTimeout(PATIENCE_MILLIS);
      client.getOutputStream().write(REQUEST);
      return client.getInputStream().read() >= 0;
    } catch (IOException notNow) {
      return false;
    }
  }
}
