package org.pharosdns.cli.control;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pharosdns.cli.config.ControlLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests on the control socket: one request a connection, one thread each. Who may write
/// to the socket file may command the server. As an executor it runs a task on the thread that
/// accepts.
///
/// The threads are the kernel's: a request may be work for seconds, and virtual threads would keep
/// it from no probe.
public final class ControlServer implements AutoCloseable, Executor {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private static final Duration MESSAGE_TIME = Duration.ofSeconds(5);
  private static final Duration CLOSING_TIME = Duration.ofSeconds(2);

  private final SocketFile file;
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ControlRoutes routes;
  private final ControlLimits limits;
  private final Semaphore places;
  private final Semaphore refusals;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("control-", 0).factory());
  private final Duration messageTime;

  private ControlServer(
      SocketFile file,
      ServerSocketChannel listener,
      ControlApi api,
      ControlLimits limits,
      Duration messageTime)
      throws IOException {
    this.file = file;
    this.listener = listener;
    this.selector = Selector.open();
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    this.limits = limits;
    this.places = new Semaphore(limits.clients());
    this.refusals = new Semaphore(limits.clients());
    this.routes = new ControlRoutes(api, limits.depth());
    this.messageTime = messageTime;
  }

  /// Listens on `socket`, a file that only this user may use (mode 0600). A socket that nobody
  /// answers any more is replaced.
  ///
  /// @throws RefusedException when another server answers there or the file cannot be made
  public static ControlServer start(Path socket, ControlApi api, ControlLimits limits)
      throws RefusedException {
    return start(socket, api, limits, MESSAGE_TIME);
  }

  /// With another time for a request to arrive and for a response to be taken.
  static ControlServer start(
      Path socket, ControlApi api, ControlLimits limits, Duration messageTime)
      throws RefusedException {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      SocketFile file;
      try {
        file = SocketFile.bind(socket, listener);
      } catch (IOException | RefusedException e) {
        listener.close();
        throw e;
      }
      var server = new ControlServer(file, listener, api, limits, messageTime);
      Thread.ofPlatform().name("control").daemon().start(server::run);
      return server;
    } catch (IOException e) {
      throw new RefusedException(
          "the control socket " + socket + " cannot be made: " + Reason.of(e));
    }
  }

  /// Returns the socket file.
  public Path socket() {
    return file.path();
  }

  /// Runs `task` once on the thread that accepts, soon.
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void run() {
    try (selector) {
      accept();
    } catch (IOException e) {
      LOG.warn("the control socket did not close cleanly: {}", Reason.of(e));
    }
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        selector.select();
        selector.selectedKeys().clear();
        for (var client = listener.accept(); client != null; client = listener.accept()) {
          admit(client);
        }
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      } catch (ClosedChannelException | ClosedSelectorException | RejectedExecutionException e) {
        return;
      } catch (IOException | RuntimeException | Error e) {
        LOG.error("control socket: cannot accept: {}", Reason.of(e));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }

  private void admit(SocketChannel client) throws IOException {
    if (places.tryAcquire()) {
      start(() -> serve(client), places, client);
    } else if (refusals.tryAcquire()) {
      start(() -> refuse(client), refusals, client);
    } else {
      client.close();
    }
  }

  /// @throws RejectedExecutionException when the server has been closed meanwhile
  /// @throws OutOfMemoryError when the system gives no thread
  private void start(Runnable work, Semaphore taken, SocketChannel client) throws IOException {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      taken.release();
      client.close();
      throw e;
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      respond(client, answer(client));
    } catch (IOException e) {
      LOG.debug("control client went away: {}", Reason.of(e));
    } catch (RuntimeException e) {
      LOG.error("control socket: a client could not be served", e);
    } finally {
      places.release();
    }
  }

  private ControlResponse answer(SocketChannel client) throws IOException {
    HttpMessage request;
    try (var _ = Deadline.of(messageTime, client)) {
      request = HttpMessage.read(Channels.newInputStream(client), limits.requestOctets());
    } catch (HttpMessage.MalformedException e) {
      return ControlRoutes.problem(e.status(), List.of(e.problem()));
    }
    return routes.answer(request);
  }

  private void refuse(SocketChannel client) {
    try (client) {
      respond(
          client,
          ControlRoutes.problem(
              503, List.of(limits.clients() + " clients are being served, try again")));
    } catch (IOException e) {
      LOG.debug("control client went away: {}", Reason.of(e));
    } finally {
      refusals.release();
    }
  }

  /// Closing while octets are unread would reset the connection, and the response would be lost: so
  /// the rest of the request is read and thrown away.
  private void respond(SocketChannel client, ControlResponse response) throws IOException {
    try (var _ = Deadline.of(response.body().time(messageTime), client)) {
      response.write(Channels.newOutputStream(client));
      client.shutdownOutput();
      Channels.newInputStream(client).transferTo(OutputStream.nullOutputStream());
    }
  }

  /// Stops listening, removes the socket file, and gives requests that are being answered two
  /// seconds.
  @Override
  public void close() {
    try {
      listener.close();
      selector.wakeup();
      file.remove();
    } catch (IOException e) {
      LOG.warn("the control socket {} stays behind: {}", file.path(), Reason.of(e));
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSING_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
