package org.pharosdns.dns.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
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
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// TCP by Netty on the JDK's selectors, on every system. Each client is a {@link TcpConnection} as
/// soon as it is let in.
final class NettyTcp implements TcpTransport {
  private final TcpShared shared;
  private final int workers;
  private final Supplier<Worker> newWorker;
  private final LoopThreads style;
  private final Map<InetSocketAddress, ServerSocketChannel> sockets = new LinkedHashMap<>();
  private final List<Channel> listeners = new ArrayList<>();
  private List<TcpClients> clients = List.of();
  private @Nullable EventLoops loops;

  /// @param newWorker called once per event loop
  NettyTcp(TcpShared shared, int workers, Supplier<Worker> newWorker, LoopThreads style) {
    this.shared = shared;
    this.workers = workers;
    this.newWorker = newWorker;
    this.style = style;
  }

  @Override
  public InetSocketAddress bind(InetSocketAddress address) throws IOException {
    if (shared.wanted().coveredByWildcard(address)) {
      return address;
    }
    var socket = ServerSocketChannel.open(family(address));
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(address, BACKLOG);
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

  @Override
  public void unbind(InetSocketAddress bound) {
    var socket = sockets.remove(bound);
    if (socket != null) {
      closeSocket(socket);
    }
  }

  private void closeSocket(ServerSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      shared.log().warn("a TCP socket could not be closed", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void start() {
    loops = new EventLoops(style.name() + "-tcp", workers, false, style.beginTcp(), newWorker);
    clients = shared.clients(loops);
    for (var each : sockets.entrySet()) {
      var listener = new NioServerSocketChannel(each.getValue());
      listener.pipeline().addLast(new Admission(each.getKey()));
      Channels.register(loops.next(), listener).syncUninterruptibly();
      listeners.add(listener);
    }
    sockets.clear();
  }

  @Override
  public List<Executor> loops() {
    return loops == null ? List.of() : List.copyOf(loops.loops());
  }

  @Override
  public void close(long deadlineNanos) {
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

  /// Lets new clients in, or closes them at once.
  private final class Admission extends ChannelInboundHandlerAdapter {
    private final InetSocketAddress asked;
    private int turn;

    Admission(InetSocketAddress asked) {
      this.asked = asked;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      var channel = (SocketChannel) accepted;
      var admitted = false;
      try {
        admitted = admit(channel);
      } finally {
        if (!admitted) {
          shared.counters().tcpRefused.increment();
          channel.unsafe().closeForcibly();
        }
      }
    }

    /// Returns false when the client came to an address that is not served, or finds no place.
    private boolean admit(SocketChannel channel) {
      var address = channel.remoteAddress();
      var local = channel.localAddress();
      if (address == null || local == null || !shared.wanted().serves(asked, local)) {
        return false;
      }
      var now = System.nanoTime();
      turn = (turn + 1) % clients.size();
      var next = clients.get(turn);
      var network = ClientNetwork.of(address.getAddress());
      var place = shared.places().admit(network, now, () -> evict(next, channel));
      if (place != null) {
        next.enter();
        next.loop().execute(() -> connect(next, channel, address, place, now));
      }
      return place != null;
    }

    /// Counts failed accepts and pauses for a moment, so that a lack of descriptors does not spin.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      shared.counters().acceptErrors.increment();
      shared
          .log()
          .warn("a TCP connection could not be accepted", String.valueOf(cause.getMessage()));
      var listener = ctx.channel();
      listener.config().setAutoRead(false);
      Channels.later(
          listener.eventLoop(), ACCEPT_PAUSE_MILLIS, () -> listener.config().setAutoRead(true));
    }
  }

  private static void connect(
      TcpClients clients,
      Channel channel,
      InetSocketAddress address,
      ConnectionLimits.Place place,
      long nowNanos) {
    if (channel.isOpen()) {
      clients.connect(channel, address, clients.deadlines(nowNanos), new byte[0], place);
    } else {
      clients.leave(place);
    }
  }

  private void evict(TcpClients clients, Channel channel) {
    shared.counters().tcpEvicted.increment();
    clients
        .loop()
        .execute(
            () -> {
              if (channel.isRegistered()) {
                Channels.close(channel);
              } else {
                channel.unsafe().closeForcibly();
              }
            });
  }
}
