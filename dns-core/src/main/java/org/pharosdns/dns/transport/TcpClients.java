package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The TCP clients of one event loop: newcomers, and connections that have asked something.
///
/// All methods run on that event loop, except those that say otherwise.
final class TcpClients {
  private static final int READ_OCTETS = 2 << 10;
  private static final long LEAST_WAIT_NANOS = 1_000_000;

  private final IoEventLoop loop;
  private final Worker worker;
  private final TcpLimits limits;
  private final ConnectionLimits places;
  private final TcpMemory memory;
  private final ByteBufAllocator buffers;
  private final TransportCounters counters;
  private final CountedLog log;
  private final Map<TcpNewcomer, ConnectionLimits.Place> newcomers = new LinkedHashMap<>();
  private final Map<TcpConnection, ConnectionLimits.Place> connections = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_OCTETS);
  private boolean watching;
  private boolean draining;

  /// @param places which the clients give back
  /// @param buffers for what connections read and write
  TcpClients(
      IoEventLoop loop,
      Worker worker,
      TcpLimits limits,
      ConnectionLimits places,
      TcpMemory memory,
      ByteBufAllocator buffers,
      TransportCounters counters,
      CountedLog log) {
    this.loop = loop;
    this.worker = worker;
    this.limits = limits;
    this.places = places;
    this.memory = memory;
    this.buffers = buffers;
    this.counters = counters;
    this.log = log;
  }

  /// Takes in a client. Any thread.
  void receive(TcpNewcomer newcomer, ConnectionLimits.Place place) {
    counters.tcpAccepted.increment();
    counters.tcpOpen.incrementAndGet();
    loop.execute(() -> enter(newcomer, place));
  }

  private void enter(TcpNewcomer newcomer, ConnectionLimits.Place place) {
    newcomers.put(newcomer, place);
    if (!newcomer.selectableChannel().isOpen()) {
      dismiss(newcomer);
    } else if (draining) {
      admit(newcomer);
    } else {
      loop.register(newcomer).addListener((Future<IoRegistration> done) -> listen(newcomer, done));
      if (!watching) {
        watchAfter(limits.glanceNanos());
      }
    }
  }

  private void listen(TcpNewcomer newcomer, Future<IoRegistration> registration) {
    if (registration.isSuccess()) {
      newcomer.begin(registration.getNow());
    } else {
      dismiss(newcomer);
    }
  }

  private void watchAfter(long nanos) {
    watching = true;
    var _ = loop.schedule(this::watch, nanos, TimeUnit.NANOSECONDS);
  }

  /// Closes the newcomers that are silent or slow.
  private void watch() {
    var now = System.nanoTime();
    var wait = limits.glanceNanos();
    for (var newcomer : List.copyOf(newcomers.keySet())) {
      var left = newcomer.deadlines().remaining(now, 0, true);
      if (left <= 0) {
        counters.tcpTimeouts.increment();
        dismiss(newcomer);
      } else {
        wait = Math.min(wait, left);
      }
    }
    watching = false;
    if (!newcomers.isEmpty()) {
      watchAfter(Math.max(wait, LEAST_WAIT_NANOS));
    }
  }

  /// Returns what has come on a newcomer's socket, null at its end.
  byte @Nullable [] read(SocketChannel socket) throws IOException {
    if (socket.read(buffer.clear()) < 0) {
      return null;
    }
    var octets = new byte[buffer.flip().remaining()];
    buffer.get(octets);
    return octets;
  }

  /// Closes a newcomer.
  void dismiss(TcpNewcomer newcomer) {
    try {
      newcomer.close();
    } catch (IOException e) {
      log.warn("a TCP connection could not be closed", String.valueOf(e.getMessage()));
    }
    var place = newcomers.remove(newcomer);
    if (place != null) {
      giveBack(place);
    }
  }

  /// Makes a connection of a newcomer, which has asked something.
  void admit(TcpNewcomer newcomer) {
    var place = newcomers.remove(newcomer);
    if (place == null) {
      return;
    }
    var channel = newcomer.become();
    var config = channel.config();
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setAllocator(buffers);
    config.setOption(
        ChannelOption.WRITE_BUFFER_WATER_MARK,
        new WriteBufferWaterMark(limits.backlogOctets() / 2, limits.backlogOctets()));
    var connection = new TcpConnection(channel, newcomer, worker, limits, place, memory, counters);
    channel.pipeline().addLast(connection);
    connections.put(connection, place);
    channel.closeFuture().addListener(closed -> forget(connection));
    // The socket is free for it once the loop has gone through the events that it found.
    loop.execute(() -> register(channel, connection));
  }

  private void register(NioSocketChannel channel, TcpConnection connection) {
    Channels.register(loop, channel)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                channel.unsafe().closeForcibly();
                forget(connection);
              }
            });
    if (draining) {
      connection.drain();
    }
  }

  private void forget(TcpConnection connection) {
    var place = connections.remove(connection);
    if (place != null) {
      giveBack(place);
    }
  }

  private void giveBack(ConnectionLimits.Place place) {
    counters.tcpOpen.decrementAndGet();
    places.release(place);
  }

  /// Closes a client that has lost its place, whatever it has become. Any thread.
  void evict(TcpNewcomer client) {
    counters.tcpEvicted.increment();
    loop.execute(
        () -> {
          var channel = client.channel();
          if (channel == null) {
            dismiss(client);
          } else if (channel.isRegistered()) {
            Channels.close(channel);
          } else {
            channel.unsafe().closeForcibly();
          }
        });
  }

  /// Answers what was received, from now on also what comes with new clients, and closes with FIN.
  /// Any thread.
  void drain() {
    loop.execute(
        () -> {
          draining = true;
          connections.keySet().forEach(TcpConnection::drain);
          List.copyOf(newcomers.keySet()).forEach(this::admit);
        });
  }

  /// Waits until all are closed, or for the deadline. Any other thread, when no more come.
  void awaitClosed(long deadlineNanos) {
    var left = loop.submit(() -> List.copyOf(connections.keySet()));
    left.awaitUninterruptibly(Deadline.remaining(deadlineNanos), TimeUnit.NANOSECONDS);
    if (left.isSuccess()) {
      left.getNow()
          .forEach(connection -> Channels.awaitClosed(connection.channel(), deadlineNanos));
    }
  }
}
