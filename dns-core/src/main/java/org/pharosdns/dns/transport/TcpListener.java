package org.pharosdns.dns.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// DNS over TCP (RFC 7766): the listening sockets and their open connections.
final class TcpListener {
  private static final int ACCEPT_BACKLOG = 1024;
  private static final long LAST_ACCEPT_MILLIS = 20;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final ChannelOption<Integer> V6ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY);

  private final EventLoops loops;
  private final TcpLimits limits;
  private final ConnectionLimits connections;
  private final TransportCounters counters;
  private final CountedLog log;
  private final List<Channel> listeners = new ArrayList<>();
  private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  TcpListener(
      EventLoops loops, TransportSettings settings, TransportCounters counters, CountedLog log) {
    this.loops = loops;
    this.limits = TcpLimits.of(settings);
    this.connections = new ConnectionLimits(settings.tcpConnections(), settings.tcpPerClient());
    this.counters = counters;
    this.log = log;
  }

  /// Binds `address` and listens; nobody is accepted before {@link #start}.
  ///
  /// @return the sockets, all of one port
  List<Channel> bind(InetSocketAddress address) throws IOException {
    var bound = new ArrayList<Channel>();
    var port = address.getPort();
    try {
      for (var each : single(address)) {
        bound.add(bindOne(new InetSocketAddress(each.getAddress(), port)));
        port = ((InetSocketAddress) bound.getFirst().localAddress()).getPort();
      }
    } catch (IOException e) {
      unbind(bound);
      throw e;
    }
    listeners.addAll(bound);
    return bound;
  }

  /// The JDK's `::` takes the IPv4 port too, so without epoll it is bound address by address.
  private List<InetSocketAddress> single(InetSocketAddress address) throws IOException {
    return !loops.epoll() && address.getAddress() instanceof Inet6Address
        ? InterfaceAddresses.expand(address)
        : List.of(address);
  }

  private Channel bindOne(InetSocketAddress address) throws IOException {
    var bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(() -> loops.newServerChannel(address))
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(new AcceptErrors())
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(TcpLimits.BACKLOG_OCTETS / 2, TcpLimits.BACKLOG_OCTETS))
            .childHandler(new Admission());
    if (loops.epoll() && address.getAddress() instanceof Inet6Address) {
      bootstrap.option(V6ONLY, 1);
    }
    return Channels.bound(bootstrap.bind(address));
  }

  /// Closes the sockets of a {@link #bind} again.
  void unbind(List<Channel> bound) {
    listeners.removeAll(bound);
    bound.forEach(listener -> listener.close().awaitUninterruptibly());
  }

  /// Begins to accept.
  void start() {
    listeners.forEach(listener -> listener.config().setAutoRead(true));
  }

  /// Accepts what has connected, answers what was received, and closes with FIN.
  void close(long deadlineNanos) {
    draining = true;
    for (var listener : listeners) {
      Channels.later(listener.eventLoop(), LAST_ACCEPT_MILLIS, () -> Channels.close(listener));
    }
    open.forEach(TcpConnection::drain);
    for (var listener : listeners) {
      Channels.awaitClosed(listener, deadlineNanos);
    }
    for (var connection : open) {
      connection.drain();
      Channels.awaitClosed(connection.channel(), deadlineNanos);
    }
    open.forEach(connection -> connection.channel().close().awaitUninterruptibly());
  }

  /// Lets a new connection in, or closes it at once.
  private final class Admission extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      if (!(channel.remoteAddress() instanceof InetSocketAddress client)
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

  /// Counts failed accepts. Netty's own handler behind this one then stops accepting for a second,
  /// so that a lack of descriptors does not spin.
  private final class AcceptErrors extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      counters.acceptErrors.increment();
      log.warn("a TCP connection could not be accepted", String.valueOf(cause.getMessage()));
      ctx.fireExceptionCaught(cause);
    }
  }
}
