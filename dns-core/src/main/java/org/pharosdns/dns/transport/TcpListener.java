package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// DNS over TCP (RFC 7766): the listening sockets, and who may come in.
///
/// On event loops of its own, so that UDP does not wait for it; they are made by {@link #start},
/// for the same reason. By the JDK's selectors on every
/// system: Netty 4.2.18 loses an epoll socket whose interests were all withdrawn once, which is
/// what a half-closed client and a pause in accepting do.
final class TcpListener {
  private static final int ACCEPT_BACKLOG = 4096;
  private static final int PAGE_OCTETS = 8 << 10;
  private static final int PAGES_SHIFT = 5;
  private static final long LAST_ACCEPT_MILLIS = 20;
  private static final long ACCEPT_PAUSE_MILLIS = 100;

  private final int workers;
  private final Supplier<Worker> newWorker;
  private final LoopThreads style;
  private final ListenAddresses wanted;
  private final TcpLimits limits;
  private final ConnectionLimits places;
  private final TcpMemory memory;
  private final TransportCounters counters;
  private final CountedLog log;
  private final Map<InetSocketAddress, ServerSocketChannel> sockets = new LinkedHashMap<>();
  private final List<Channel> listeners = new ArrayList<>();
  private final List<TcpClients> clients = new ArrayList<>();
  private @Nullable EventLoops loops;

  /// @param newWorker called once per event loop
  /// @param listen all addresses that will be bound
  TcpListener(
      Supplier<Worker> newWorker,
      LoopThreads style,
      List<InetSocketAddress> listen,
      TransportSettings settings,
      TransportCounters counters,
      CountedLog log) {
    this.workers = settings.workers();
    this.newWorker = newWorker;
    this.style = style;
    this.wanted = new ListenAddresses(listen);
    var tcp = settings.tcp();
    this.limits = TcpLimits.of(tcp);
    var most = Descriptors.affordable(tcp.connections(), log);
    this.places = new ConnectionLimits(most, tcp.perClient());
    this.memory = new TcpMemory(tcp.memoryOctets(), places::open);
    this.counters = counters;
    this.log = log;
  }

  /// Returns an allocator that gives back what it does not need any more, by chunks of 256 KiB:
  /// Netty's usual one keeps what a crowd has used for the next crowd.
  private static ByteBufAllocator buffers(int loops) {
    return new PooledByteBufAllocator(true, loops, loops, PAGE_OCTETS, PAGES_SHIFT, 0, 0, false);
  }

  /// Binds `address` and listens; who connects waits until {@link #start}.
  ///
  /// @return the address with the port that the system chose
  InetSocketAddress bind(InetSocketAddress address) throws IOException {
    if (wanted.coveredByWildcard(address)) {
      return address;
    }
    var socket = ServerSocketChannel.open(family(address));
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(address, ACCEPT_BACKLOG);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    var bound = new InetSocketAddress(address.getAddress(), socket.socket().getLocalPort());
    sockets.put(bound, socket);
    return bound;
  }

  private static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /// Undoes {@link #bind}, which returned `bound`.
  void unbind(InetSocketAddress bound) {
    var socket = sockets.remove(bound);
    if (socket != null) {
      closeSocket(socket);
    }
  }

  private void closeSocket(ServerSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.warn("a TCP socket could not be closed", String.valueOf(e.getMessage()));
    }
  }

  /// Begins to accept.
  void start() {
    loops = new EventLoops(style.name() + "-tcp", workers, false, style.beginTcp(), newWorker);
    var buffers = buffers(workers);
    for (var loop : loops.loops()) {
      clients.add(
          new TcpClients(loop, loops.worker(loop), limits, places, memory, buffers, counters, log));
    }
    for (var each : sockets.entrySet()) {
      var listener = new Listener(each.getValue());
      listener.pipeline().addLast(new Admission(each.getKey()));
      Channels.register(loops.next(), listener).syncUninterruptibly();
      listeners.add(listener);
    }
    sockets.clear();
  }

  /// The loops, each as something that runs a task on its thread. None before {@link #start}.
  List<Executor> loops() {
    return loops == null ? List.of() : List.copyOf(loops.loops());
  }

  /// Accepts what has connected, answers what was received, and closes with FIN.
  void close(long deadlineNanos) {
    sockets.values().forEach(this::closeSocket);
    for (var listener : listeners) {
      Channels.later(listener.eventLoop(), LAST_ACCEPT_MILLIS, () -> Channels.close(listener));
    }
    clients.forEach(TcpClients::drain);
    listeners.forEach(listener -> Channels.awaitClosed(listener, deadlineNanos));
    clients.forEach(each -> each.awaitClosed(deadlineNanos));
    if (loops != null) {
      loops.close(deadlineNanos);
    }
  }

  /// Accepts sockets of the JDK: a channel of Netty costs more than most of a crowd are worth.
  private static final class Listener extends NioServerSocketChannel {
    Listener(ServerSocketChannel socket) {
      super(socket);
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws IOException {
      var socket = javaChannel().accept();
      if (socket == null) {
        return 0;
      }
      accepted.add(socket);
      return 1;
    }
  }

  /// Lets new clients in, or closes them at once: before they cost anything but a descriptor, and
  /// before the next one is accepted.
  private final class Admission extends ChannelInboundHandlerAdapter {
    private final InetSocketAddress asked;
    private int turn;

    Admission(InetSocketAddress asked) {
      this.asked = asked;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) throws IOException {
      var socket = (SocketChannel) accepted;
      var admitted = false;
      try {
        admitted = admit(socket);
      } finally {
        if (!admitted) {
          counters.tcpRefused.increment();
          socket.close();
        }
      }
    }

    /// Returns false when the client came to an address that is not served, or finds no place.
    private boolean admit(SocketChannel socket) throws IOException {
      if (!(socket.getRemoteAddress() instanceof InetSocketAddress address
          && socket.getLocalAddress() instanceof InetSocketAddress local
          && wanted.serves(asked, local))) {
        return false;
      }
      socket.configureBlocking(false);
      var now = System.nanoTime();
      turn = (turn + 1) % clients.size();
      var next = clients.get(turn);
      var deadlines = new TcpDeadlines(limits, places::crowded, now);
      var client = new UnheardClient(socket, address, deadlines, next);
      var place = places.admit(address.getAddress(), now, () -> next.evict(client));
      if (place != null) {
        next.receive(client, place);
      }
      return place != null;
    }

    /// Counts failed accepts and pauses for a moment, so that a lack of descriptors does not spin.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      counters.acceptErrors.increment();
      log.warn("a TCP connection could not be accepted", String.valueOf(cause.getMessage()));
      var listener = ctx.channel();
      listener.config().setAutoRead(false);
      Channels.later(
          listener.eventLoop(), ACCEPT_PAUSE_MILLIS, () -> listener.config().setAutoRead(true));
    }
  }
}
