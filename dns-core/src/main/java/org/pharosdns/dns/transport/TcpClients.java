package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The TCP clients of one event loop that have a place, and of them those that are connections.
///
/// All methods run on that event loop, except those that say otherwise.
final class TcpClients {
  private final IoEventLoop loop;
  private final Worker worker;
  private final TcpShared shared;
  private final ByteBufAllocator buffers;
  private final BooleanSupplier crowded;

  /// One read, at most 64 KiB, and the other connections have their turn.
  private final RecvByteBufAllocator oneRead =
      new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1);

  private final Set<TcpConnection> connections = new HashSet<>();
  private boolean draining;

  /// @param buffers for what connections read and write
  TcpClients(IoEventLoop loop, Worker worker, TcpShared shared, ByteBufAllocator buffers) {
    this.loop = loop;
    this.worker = worker;
    this.shared = shared;
    this.buffers = buffers;
    crowded = shared.places()::crowded;
  }

  IoEventLoop loop() {
    return loop;
  }

  /// Whether all shall end: who comes now is answered what it has sent, and closed.
  boolean draining() {
    return draining;
  }

  /// Returns the deadlines of a client that comes now. Any thread.
  TcpDeadlines deadlines(long nowNanos) {
    return new TcpDeadlines(shared.limits(), crowded, nowNanos);
  }

  /// Counts a client that has found a place. Any thread.
  void enter() {
    shared.counters().tcpAccepted.increment();
    shared.counters().tcpOpen.incrementAndGet();
  }

  /// Takes back the place of a client that has left.
  void leave(ConnectionLimits.Place place) {
    shared.counters().tcpOpen.decrementAndGet();
    shared.places().release(place);
  }

  /// Makes a connection of a client that has entered.
  ///
  /// @param channel not registered yet
  /// @param received what has come from it before
  void connect(
      Channel channel,
      InetSocketAddress address,
      TcpDeadlines deadlines,
      byte[] received,
      ConnectionLimits.Place place) {
    var backlog = shared.limits().backlogOctets();
    var config = channel.config();
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setAllocator(buffers);
    config.setRecvByteBufAllocator(oneRead);
    config.setOption(
        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(backlog / 2, backlog));
    var connection =
        new TcpConnection(channel, address, deadlines, received, place, worker, shared);
    channel.pipeline().addLast(connection);
    connections.add(connection);
    channel.closeFuture().addListener(closed -> forget(connection));
    Channels.register(loop, channel)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                channel.unsafe().close(channel.unsafe().voidPromise());
              }
            });
    if (draining && channel.isRegistered()) {
      connection.drain();
    }
  }

  private void forget(TcpConnection connection) {
    if (connections.remove(connection)) {
      leave(connection.place());
    }
  }

  /// Answers what was received, from now on also what comes with new clients, and closes with FIN.
  /// Any thread.
  void drain() {
    loop.execute(
        () -> {
          draining = true;
          connections.forEach(TcpConnection::drain);
        });
  }

  /// Waits until all are closed, or for the deadline. Any other thread, when no more come.
  void awaitClosed(long deadlineNanos) {
    var left = loop.submit(() -> List.copyOf(connections));
    left.awaitUninterruptibly(Deadline.remaining(deadlineNanos), TimeUnit.NANOSECONDS);
    if (left.isSuccess()) {
      left.getNow()
          .forEach(connection -> Channels.awaitClosed(connection.channel(), deadlineNanos));
    }
  }
}
