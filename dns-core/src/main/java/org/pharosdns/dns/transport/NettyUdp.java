package org.pharosdns.dns.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// UDP by Netty: on epoll one socket per event loop, with batches both ways; elsewhere one socket
/// on the first loop.
///
/// ```
/// socket ─recvmmsg─► DatagramPacket… ─► UdpHandler ─► Worker
///    ▲                                      │ write…
///    └──────────sendmmsg, one flush─────────┘
/// ```
final class NettyUdp implements UdpTransport {
  private static final int SOCKET_BUFFER_OCTETS = 4 << 20;

  private final EventLoops loops;
  private final int payload;
  private final TransportCounters counters;
  private final List<Channel> channels = new ArrayList<>();

  NettyUdp(EventLoops loops, int payload, TransportCounters counters) {
    this.loops = loops;
    this.payload = payload;
    this.counters = counters;
  }

  @Override
  public void bind(InetSocketAddress address) throws IOException {
    var bound = new ArrayList<Channel>();
    try {
      for (var each : InterfaceAddresses.expand(address)) {
        bindEachLoop(each, bound);
      }
    } catch (IOException e) {
      bound.forEach(channel -> channel.close().syncUninterruptibly());
      throw e;
    }
    channels.addAll(bound);
  }

  /// The first socket is bound without SO_REUSEPORT, so that a port in use is noticed; then it lets
  /// its siblings in.
  private void bindEachLoop(InetSocketAddress address, List<Channel> bound) throws IOException {
    var first = true;
    for (var loop : loops.loops()) {
      if (first || loops.epoll()) {
        var channel = bindOne(address, loop, first);
        bound.add(channel);
        if (first && loops.epoll()) {
          channel.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
        }
      }
      first = false;
    }
  }

  private Channel bindOne(InetSocketAddress address, IoEventLoop loop, boolean first)
      throws IOException {
    var bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(() -> newChannel(address))
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_OCTETS)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_OCTETS)
            .handler(new UdpHandler(loops.worker(loop), payload, counters));
    if (loops.epoll()) {
      bootstrap
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_OCTETS)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(DATAGRAM_OCTETS * BATCH))
          .option(UnixChannelOption.SO_REUSEPORT, !first);
    } else {
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_OCTETS));
    }
    return Channels.bound(bootstrap.bind(address));
  }

  private DatagramChannel newChannel(InetSocketAddress address) {
    var family = Channels.family(address);
    return loops.epoll() ? new EpollDatagramChannel(family) : new NioDatagramChannel(family);
  }

  @Override
  public void start() {
    channels.forEach(channel -> channel.config().setAutoRead(true));
  }

  @Override
  public List<Executor> loops() {
    return List.copyOf(loops.loops());
  }

  @Override
  public void close(long deadlineNanos) {
    for (var channel : channels) {
      channel.eventLoop().execute(() -> channel.pipeline().get(UdpHandler.class).drain());
    }
    channels.forEach(channel -> Channels.awaitClosed(channel, deadlineNanos));
    loops.close(deadlineNanos);
  }
}
