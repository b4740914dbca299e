package org.pharosdns.dns.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.server.QueryProcessor;
import org.slf4j.LoggerFactory;

/// Listens on UDP and TCP and hands every message to a processor of the event loop it came to.
public final class DnsServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PORT_TRIES = 50;

  private final TransportCounters counters = new TransportCounters();
  private final CountedLog log =
      new CountedLog(LoggerFactory.getLogger(DnsServer.class), System::nanoTime);
  private final UdpTransport udp;
  private final TcpTransport tcp;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private DnsServer(
      List<InetSocketAddress> listen,
      SocketKind kind,
      LoopThreads threads,
      TransportSettings settings,
      Supplier<MessageProcessor> processors) {
    var workers = workers(Client.Transport.UDP, processors);
    udp =
        switch (kind) {
          case NATIVE ->
              new NativeUdp(
                  threads, settings.workers(), workers, settings.udpPayload(), counters, log);
          case EPOLL, NIO -> {
            var loops =
                new EventLoops(
                    threads.name() + "-udp",
                    settings.workers(),
                    kind == SocketKind.EPOLL,
                    threads.beginUdp(),
                    workers);
            yield new NettyUdp(loops, settings.udpPayload(), counters);
          }
        };
    var shared = TcpShared.of(listen, settings.tcp(), counters, log);
    var tcpWorkers = workers(Client.Transport.TCP, processors);
    tcp =
        switch (kind) {
          case NATIVE ->
              new NativeTcp(
                  shared, settings.workers(), tcpWorkers, threads, EventLoops::epollAvailable);
          case EPOLL, NIO -> new NettyTcp(shared, settings.workers(), tcpWorkers, threads);
        };
  }

  private Supplier<Worker> workers(
      Client.Transport transport, Supplier<MessageProcessor> processors) {
    return () -> new Worker(processors.get(), counters.addLoop(transport), counters, log);
  }

  /// Loads what sockets need of the JDK and the system, which takes as long as reading a zone. The
  /// first server that starts would do so itself: this is for a thread beside it.
  public static void prepare() {
    if (NativeUdp.obstacle().isEmpty()) {
      NativeUdp.prepare();
    }
  }

  /// Binds all addresses, or none.
  ///
  /// @param processors called once per event loop and UDP thread
  /// @param alsoUnbound what else could not be bound: then nothing is
  /// @throws BindFailedException naming every address that could not be bound
  public static DnsServer start(
      List<InetSocketAddress> listen,
      TransportSettings settings,
      Supplier<QueryProcessor> processors,
      List<String> alsoUnbound) {
    var kind = SocketKind.choose(settings.kind());
    return start(listen, kind, settings, processors::get, alsoUnbound);
  }

  /// Starts a server for this process alone, by which it can ask itself as the network would: over
  /// UDP, on a port of 127.0.0.1 that the system chooses, with threads that wait for all others.
  ///
  /// @throws BindFailedException if that is impossible
  public static DnsServer inBackground(
      TransportSettings settings, Supplier<MessageProcessor> processors) {
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    var kind = SocketKind.choose(settings.kind());
    var silent = settings.withoutTcp();
    var threads = LoopThreads.inBackground();
    var server = bound(List.of(loopback), kind, threads, silent, processors, List.of());
    server.beginOrClose(server.udp::start);
    return server;
  }

  static DnsServer start(
      List<InetSocketAddress> listen,
      SocketKind kind,
      TransportSettings settings,
      Supplier<MessageProcessor> processors) {
    return start(listen, kind, settings, processors, List.of());
  }

  private static DnsServer start(
      List<InetSocketAddress> listen,
      SocketKind kind,
      TransportSettings settings,
      Supplier<MessageProcessor> processors,
      List<String> alsoUnbound) {
    var threads = LoopThreads.serving(kind);
    var server = bound(listen, kind, threads, settings, processors, alsoUnbound);
    server.beginOrClose(
        () -> {
          server.udp.start();
          server.tcp.start();
        });
    return server;
  }

  private void beginOrClose(Runnable begin) {
    try {
      begin.run();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static DnsServer bound(
      List<InetSocketAddress> listen,
      SocketKind kind,
      LoopThreads threads,
      TransportSettings settings,
      Supplier<MessageProcessor> processors,
      List<String> alsoUnbound) {
    var server = new DnsServer(listen, kind, threads, settings, processors);
    var problems = new ArrayList<String>();
    listen.forEach(address -> server.bind(address, problems));
    problems.addAll(alsoUnbound);
    if (!problems.isEmpty()) {
      server.close();
      throw new BindFailedException(problems);
    }
    return server;
  }

  /// Returns the addresses bound, in the order asked for, with the ports that the system chose.
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /// Returns what went wrong or was refused at the sockets so far.
  public TransportCounters counters() {
    return counters;
  }

  /// The event loops by name, each as something that runs a task on its thread: a loop that does
  /// not is stuck.
  public Map<String, Executor> loops() {
    var all = new LinkedHashMap<String, Executor>();
    udp.loops().forEach(loop -> all.put("udp-" + all.size(), loop));
    var udpLoops = all.size();
    tcp.loops().forEach(loop -> all.put("tcp-" + (all.size() - udpLoops), loop));
    return all;
  }

  /// Answers what was received, then closes: TCP connections with FIN, not reset. At most 5
  /// seconds.
  @Override
  public void close() {
    close(PATIENCE);
  }

  /// The same in the time that is said.
  public void close(Duration atMost) {
    if (closed.compareAndSet(false, true)) {
      var deadlineNanos = System.nanoTime() + atMost.toNanos();
      var udpEnd = Thread.ofPlatform().daemon().start(() -> udp.close(deadlineNanos));
      tcp.close(deadlineNanos);
      var _ = Deadline.ends(udpEnd, deadlineNanos);
    }
  }

  /// Binds UDP and TCP to one port. A port that the system chose for TCP may be taken for UDP:
  /// then another is tried.
  private void bind(InetSocketAddress address, List<String> problems) {
    if (address.isUnresolved()) {
      problems.add(BindReason.text(address) + ": this name has no address");
      return;
    }
    var triesLeft = address.getPort() == 0 ? PORT_TRIES : 1;
    while (!bindBoth(address, problems, --triesLeft == 0)) {}
  }

  /// Returns whether that is settled, for better or worse.
  private boolean bindBoth(InetSocketAddress address, List<String> problems, boolean lastTry) {
    InetSocketAddress bound;
    try {
      bound = tcp.bind(address);
    } catch (IOException e) {
      problems.add(BindReason.sentence(address, "TCP", e));
      if (address.getPort() != 0) {
        bindUdp(address, problems);
      }
      return true;
    }
    var udpProblems = new ArrayList<String>();
    if (bindUdp(bound, udpProblems)) {
      addresses.add(bound);
      return true;
    }
    if (lastTry) {
      problems.addAll(udpProblems);
      return true;
    }
    tcp.unbind(bound);
    return false;
  }

  private boolean bindUdp(InetSocketAddress address, List<String> problems) {
    try {
      udp.bind(address);
      return true;
    } catch (IOException e) {
      problems.add(BindReason.sentence(address, "UDP", e));
      return false;
    }
  }
}
