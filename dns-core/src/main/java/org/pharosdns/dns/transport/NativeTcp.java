package org.pharosdns.dns.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// TCP by system calls of our own until a client has asked something, and then by Netty's epoll.
///
/// ```
/// NativeTcp ── TcpDoor (per event loop) ── UnheardClient ─its first message─► TcpConnection
/// ```
final class NativeTcp implements TcpTransport {
  private final TcpShared shared;
  private final int workers;
  private final Supplier<Worker> newWorker;
  private final LoopThreads style;
  private final BooleanSupplier epollWorks;
  private final Map<InetSocketAddress, ListeningSocket> sockets = new LinkedHashMap<>();
  private final List<TcpDoor> doors = new ArrayList<>();
  private List<TcpClients> clients = List.of();
  private @Nullable EventLoops loops;
  private @Nullable TcpTransport instead;

  /// @param newWorker called once per event loop
  /// @param epollWorks whether Netty's epoll does; asked by {@link #start}, because that takes a
  ///     while
  NativeTcp(
      TcpShared shared,
      int workers,
      Supplier<Worker> newWorker,
      LoopThreads style,
      BooleanSupplier epollWorks) {
    this.shared = shared;
    this.workers = workers;
    this.newWorker = newWorker;
    this.style = style;
    this.epollWorks = epollWorks;
  }

  @Override
  public InetSocketAddress bind(InetSocketAddress address) throws IOException {
    if (shared.wanted().coveredByWildcard(address)) {
      return address;
    }
    var socket = ListeningSocket.open(address, BACKLOG);
    sockets.put(socket.address(), socket);
    return socket.address();
  }

  @Override
  public void unbind(InetSocketAddress bound) {
    var socket = sockets.remove(bound);
    if (socket != null) {
      close(List.of(socket));
    }
  }

  private static void close(Iterable<ListeningSocket> sockets) {
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      sockets.forEach(socket -> calls.close(socket.fd()));
    }
  }

  @Override
  public void start() {
    try {
      if (epollWorks.getAsBoolean()) {
        openDoors();
      } else {
        startInstead();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openDoors() throws IOException {
    loops = new EventLoops(style.name() + "-tcp", workers, true, style.beginTcp(), newWorker);
    clients = shared.clients(loops);
    for (var each : clients) {
      var door = new TcpDoor(each, shared, List.copyOf(sockets.values()));
      doors.add(door);
      door.open();
    }
  }

  /// Has Netty and the JDK do all of it, where Netty's library cannot be loaded.
  private void startInstead() throws IOException {
    shared.log().warn("TCP clients that ask nothing cost more than usual", "no epoll for Netty");
    var addresses = List.copyOf(sockets.keySet());
    close(sockets.values());
    sockets.clear();
    instead = new NettyTcp(shared, workers, newWorker, style);
    for (var address : addresses) {
      instead.bind(address);
    }
    instead.start();
  }

  @Override
  public List<Executor> loops() {
    if (instead != null) {
      return instead.loops();
    }
    return loops == null ? List.of() : List.copyOf(loops.loops());
  }

  @Override
  public void close(long deadlineNanos) {
    if (instead != null) {
      instead.close(deadlineNanos);
    }
    clients.forEach(TcpClients::drain);
    for (var last : doors.stream().map(TcpDoor::drain).toList()) {
      last.awaitUninterruptibly(Deadline.remaining(deadlineNanos), TimeUnit.NANOSECONDS);
    }
    // Nobody looks at those any more who would still get in.
    close(sockets.values());
    sockets.clear();
    clients.forEach(each -> each.awaitClosed(deadlineNanos));
    if (loops != null) {
      loops.close(deadlineNanos);
    }
  }
}
