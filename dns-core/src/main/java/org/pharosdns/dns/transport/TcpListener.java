package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// DNS over TCP (RFC 7766): the listening sockets and their open connections.
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
  private final ConnectionLimits connections;
  private final TcpMemory memory;
  private final TransportCounters counters;
  private final CountedLog log;
  private final Map<InetSocketAddress, ServerSocketChannel> sockets = new LinkedHashMap<>();
  private final List<Channel> listeners = new ArrayList<>();
  private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();
  private @Nullable EventLoops loops;
  private volatile boolean draining;

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
    this.connections = new ConnectionLimits(most, tcp.perClient());
    this.memory = new TcpMemory(tcp.memoryOctets(), connections::open);
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
    sockets.forEach(
        (bound, socket) -> listeners.add(listener(socket, new Admission(bound, loops, buffers))));
    sockets.clear();
  }

  private static Channel listener(ServerSocketChannel socket, Admission admission) {
    var listener = new NioServerSocketChannel(socket);
    listener.pipeline().addLast(admission);
    admission.loops.next().register(listener).syncUninterruptibly();
    return listener;
  }

  /// The loops, each as something that runs a task on its thread. None before {@link #start}.
  List<Executor> loops() {
    return loops == null ? List.of() : List.copyOf(loops.loops());
  }

  /// Accepts what has connected, answers what was received, and closes with FIN.
  void close(long deadlineNanos) {
    draining = true;
    sockets.values().forEach(this::closeSocket);
    for (var listener : listeners) {
      Channels.later(listener.eventLoop(), LAST_ACCEPT_MILLIS, () -> Channels.close(listener));
    }
    open.forEach(TcpConnection::drain);
    listeners.forEach(listener -> Channels.awaitClosed(listener, deadlineNanos));
    for (var connection : open) {
      connection.drain();
      Channels.awaitClosed(connection.channel(), deadlineNanos);
    }
    if (loops != null) {
      loops.close(deadlineNanos);
    }
  }

  /// Lets new connections in, or closes them at once: before they cost anything but a descriptor,
  /// and before the next one is accepted.
  private final class Admission extends ChannelInboundHandlerAdapter {
    private final InetSocketAddress asked;
    private final EventLoops loops;
    private final ByteBufAllocator buffers;

    Admission(InetSocketAddress asked, EventLoops loops, ByteBufAllocator buffers) {
      this.asked = asked;
      this.loops = loops;
      this.buffers = buffers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      var channel = (Channel) accepted;
      var loop = loops.next();
      var client = client(channel);
      var place =
          client == null
              ? null
              : connections.admit(
                  client.getAddress(), System.nanoTime(), () -> evict(channel, loop));
      if (client == null || place == null) {
        counters.tcpRefused.increment();
        channel.unsafe().closeForcibly();
        return;
      }
      open(
          loop,
          place,
          new TcpConnection(
              channel,
              client,
              loops.worker(loop),
              limits,
              place,
              connections::crowded,
              memory,
              counters));
    }

    /// Who has connected; null when it is gone, or came to an address that is not served.
    private @Nullable InetSocketAddress client(Channel channel) {
      return channel.remoteAddress() instanceof InetSocketAddress client
              && channel.localAddress() instanceof InetSocketAddress local
              && wanted.serves(asked, local)
          ? client
          : null;
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

    private void open(EventLoop loop, ConnectionLimits.Place place, TcpConnection connection) {
      var channel = connection.channel();
      var config = channel.config();
      config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      config.setOption(ChannelOption.TCP_NODELAY, true);
      config.setAllocator(buffers);
      config.setOption(
          ChannelOption.WRITE_BUFFER_WATER_MARK,
          new WriteBufferWaterMark(limits.backlogOctets() / 2, limits.backlogOctets()));
      channel.pipeline().addLast(connection);
      counters.tcpAccepted.increment();
      counters.tcpOpen.incrementAndGet();
      var registration = loop.register(channel);
      open.add(connection);
      channel.closeFuture().addListener(closed -> forget(connection, place));
      registration.addListener(
          done -> {
            if (!done.isSuccess()) {
              channel.unsafe().closeForcibly();
              forget(connection, place);
            }
          });
      if (draining) {
        connection.drain();
      }
    }
  }

  private void forget(TcpConnection connection, ConnectionLimits.Place place) {
    if (open.remove(connection)) {
      counters.tcpOpen.decrementAndGet();
      connections.release(place);
    }
  }

  private void evict(Channel channel, EventLoop loop) {
    counters.tcpEvicted.increment();
    loop.execute(() -> leave(channel));
  }

  private static void leave(Channel channel) {
    if (channel.isRegistered()) {
      Channels.close(channel);
    } else {
      channel.unsafe().closeForcibly();
    }
  }
}
