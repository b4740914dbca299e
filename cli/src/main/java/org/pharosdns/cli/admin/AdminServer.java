package org.pharosdns.cli.admin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.AdminToken;
import org.pharosdns.cli.config.ControlLimits;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.ControlJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The status page, metrics and liveness of a server over HTTP. Read-only, but for those who know
/// the token. On threads of the kernel, at most one for each connection: what is asked for may be
/// work for seconds, and virtual threads would keep it from no probe.
///
/// `/` page · `/metrics` · `/livez` the process runs · `/readyz` every name is answered ·
/// `/v1/overview` what the page shows, as JSON · `/events` the same each second.
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  private static final int LARGE_OCTETS = 64 << 10;
  private static final int MOST_LARGE = 8;
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final AdminSocket socket;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("status page-", 0).factory());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PageHeart heart;
  private final Semaphore large = new Semaphore(MOST_LARGE);
  private final EventStreams streams;
  private final WatchedWrites writes;
  private final Observed observed;
  private final Metrics metrics;
  private final OverviewReport report;
  private final SharedAnswer<String> overviews;
  private volatile @Nullable TokenControl control;

  private AdminServer(
      AdminSocket socket, Observed observed, OverviewReport report, LongSupplier nanoTime) {
    this.socket = socket;
    this.observed = observed;
    this.report = report;
    overviews = new SharedAnswer<>(() -> ControlJson.line(report.make()));
    heart = new PageHeart(address(), closed);
    streams = new EventStreams(nanoTime);
    writes = new WatchedWrites(nanoTime);
    metrics = new Metrics(observed, streams);
  }

  /// Answers those who come to `socket`, and closes it in the end.
  public static AdminServer start(
      AdminSocket socket, Observed observed, OverviewReport report, LongSupplier nanoTime) {
    var server = new AdminServer(socket, observed, report, nanoTime);
    var http = socket.http();
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    socket.start();
    Thread.ofPlatform().name("status page").daemon().start(server::run);
    return server;
  }

  /// Serves the control API too, for those who know the token.
  public void control(
      ControlApi api, AdminToken token, ControlLimits limits, LongSupplier nanoTime) {
    control = new TokenControl(api, token, limits, nanoTime);
  }

  /// The address that is listened on.
  public InetSocketAddress address() {
    return socket.http().getAddress();
  }

  /// The threads of the page, each as something that runs a task when it is not stuck.
  public Map<String, Executor> loops() {
    return Map.of("status page", tasks::add, "status page accept", heart);
  }

  private void run() {
    try {
      do {
        tick();
      } while (!closed.await(1, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      report.tick();
      streams.dropStuck();
      var _ = writes.endStuck();
      if (streams.open() > 0) {
        streams.publish(overviews.get());
      }
      for (var task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the status page met a bug and goes on", e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    var control = this.control;
    try (exchange) {
      if (control != null && TokenControl.serves(exchange.getRequestURI().getPath())) {
        var answer = control.answer(exchange);
        send(exchange, AdminResponse.json(answer.status(), answer.body()));
      } else if (!READS.contains(exchange.getRequestMethod())) {
        send(exchange, AdminResponse.text(405, "only GET and HEAD are taken\n"));
      } else if (exchange.getRequestURI().getPath().equals("/events")) {
        events(exchange);
      } else {
        send(exchange, answer(exchange));
      }
    } catch (RuntimeException e) {
      LOG.error("the status page met a bug and goes on", e);
    }
  }

  private AdminResponse answer(HttpExchange exchange) {
    var accepted = exchange.getRequestHeaders().getFirst("Accept");
    return switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> metrics.scrape(accepted == null ? "" : accepted);
      case "/livez" -> AdminResponse.text(200, "alive\n");
      case "/readyz" ->
          observed.ready()
              ? AdminResponse.text(200, "ready\n")
              : AdminResponse.text(503, "waiting for the first verdicts\n");
      case "/v1/overview" -> AdminResponse.json(overviews.get());
      default -> PageFiles.find(exchange.getRequestURI().getPath());
    };
  }

  private void events(HttpExchange exchange) throws IOException {
    if (!streams.enter()) {
      exchange.getResponseHeaders().set("Connection", "close");
      refuse(exchange, "too many pages are open\n");
      return;
    }
    try {
      fields(exchange, "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      // The overview before is as old as the last page that was open.
      streams.publish(overviews.get());
      streams.stream(exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.leave();
    }
  }

  /// A large body stays in memory while its client reads, or does not.
  private void send(HttpExchange exchange, AdminResponse response) throws IOException {
    if (response.body().octets() <= LARGE_OCTETS) {
      write(exchange, response);
    } else if (large.tryAcquire()) {
      try {
        write(exchange, response);
      } finally {
        large.release();
      }
    } else {
      refuse(exchange, "too many read large answers\n");
    }
  }

  private void refuse(HttpExchange exchange, String why) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", "1");
    write(exchange, AdminResponse.text(503, why));
  }

  private void write(HttpExchange exchange, AdminResponse response) throws IOException {
    fields(exchange, response.type());
    var head = exchange.getRequestMethod().equals("HEAD");
    writes.watch(
        response.body().time(WatchedWrites.PATIENCE),
        () -> {
          exchange.sendResponseHeaders(response.status(), head ? -1 : response.body().octets());
          try (var body = exchange.getResponseBody()) {
            if (!head) {
              response.body().writeTo(body);
            }
          }
        });
  }

  /// The page loads nothing from elsewhere and runs nothing that stands in the page itself.
  private static void fields(HttpExchange exchange, String type) {
    var fields = exchange.getResponseHeaders();
    fields.set("Content-Type", type);
    fields.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set("Referrer-Policy", "no-referrer");
    fields.set("Cache-Control", "no-store");
  }

  @Override
  public void close() {
    streams.close();
    closed.countDown();
    socket.close();
    threads.shutdownNow();
  }
}
