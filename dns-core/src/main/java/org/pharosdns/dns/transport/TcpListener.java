package org.pharosdns.dns.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// DNS over TCP (RFC 7766): the listening sockets and their open connections.
///
/// On event loops of its own, so that UDP does not wait for it. By the JDK's selectors on every
/// system: Netty 4.2.18 loses an epoll socket whose interests were all withdrawn once, which is
/// what a half-closed client and a pause in accepting do.
final class TcpListener {
  private static final int ACCEPT_BACKLOG = 1024;
  private static final long LAST_ACCEPT_MILLIS = 20;
  private static final long ACCEPT_PAUSE_MILLIS = 1000;

  private final EventLoops loops;
  private final ListenAddresses wanted;
  private final TcpLimits limits;
  private final ConnectionLimits connections;
  private final TransportCounters counters;
  private final CountedLog log;
  private final Map<InetSocketAddress, Channel> listeners = new LinkedHashMap<>();
  private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /// @param listen all addresses that will be bound
  TcpListener(
      EventLoops loops,
      List<InetSocketAddress> listen,
      TransportSettings settings,
      TransportCounters counters,
      CountedLog log) {
    this.loops = loops;
    this.wanted = new ListenAddresses(listen);
    this.limits = TcpLimits.of(settings);
    var most = Descriptors.affordable(settings.tcpConnections(), log);
    this.connections = new ConnectionLimits(most, settings.tcpPerClient());
    this.counters = counters;
    this.log = log;
  }

  /// Binds `address` and listens; nobody is accepted before {@link #start}.
  ///
  /// @return the address with the port that the system chose
  InetSocketAddress bind(InetSocketAddress address) throws IOException {
    if (wanted.coveredByWildcard(address)) {
      return address;
    }
    var bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(
                () ->
                    new NioServerSocketChannel(
                        SelectorProvider.provider(), Channels.family(address)))
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(new AcceptErrors())
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(TcpLimits.BACKLOG_OCTETS / 2, TcpLimits.BACKLOG_OCTETS))
            .childHandler(new Admission(address));
    var listener = Channels.bound(bootstrap.bind(address));
    var port = ((InetSocketAddress) listener.localAddress()).getPort();
    var bound = new InetSocketAddress(address.getAddress(), port);
    listeners.put(bound, listener);
    return bound;
  }

  /// Undoes {@link #bind}, which returned `bound`.
  void unbind(InetSocketAddress bound) {
    var listener = listeners.remove(bound);
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
  }

  /// Begins to accept.
  void start() {
    listeners.values().forEach(listener -> listener.config().setAutoRead(true));
  }

  /// Accepts what has connected, answers what was received, and closes with FIN.
  void close(long deadlineNanos) {
    draining = true;
    for (var listener : listeners.values()) {
      Channels.later(listener.eventLoop(), LAST_ACCEPT_MILLIS, () -> Channels.close(listener));
    }
    open.forEach(TcpConnection::drain);
    listeners.values().forEach(listener -> Channels.awaitClosed(listener, deadlineNanos));
    for (var connection : open) {
      connection.drain();
      Channels.awaitClosed(connection.channel(), deadlineNanos);
    }
    loops.close(deadlineNanos);
  }

  /// Lets a new connection in, or closes it at once.
  private final class Admission extends ChannelInitializer<Channel> {
    private final InetSocketAddress asked;

    Admission(InetSocketAddress asked) {
      this.asked = asked;
    }

    @Override
    protected void initChannel(Channel channel) {
      if (!(channel.remoteAddress() instanceof InetSocketAddress client)
          || !(channel.localAddress() instanceof InetSocketAddress local)
          || !wanted.serves(asked, local)
          || !connections.admit(client.getAddress())) {
        counters.tcpRefused.increment();
        Channels.close(channel);
        return;
      }
      counters.tcpAccepted.increment();
      var worker = loops.worker(channel.eventLoop());
      var connection =
          new TcpConnection(
              channel, client.getAddress(), worker, limits, connections::crowded, counters);
      open.add(connection);
      channel
          .closeFuture()
          .addListener(
              closed -> {
                open.remove(connection);
                connections.release(client.getAddress());
              });
      channel.pipeline().addLast(connection);
      if (draining) {
        connection.drain();
      }
    }
  }

  /// Counts failed accepts and pauses for a second, so that a lack of descriptors does not spin.
  private final class AcceptErrors extends ChannelInboundHandlerAdapter {
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
