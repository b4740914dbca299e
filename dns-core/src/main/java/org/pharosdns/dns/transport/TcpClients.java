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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The TCP clients of one event loop: those that have asked nothing yet, and connections.
///
/// All methods run on that event loop, except those that say otherwise.
final class TcpClients {
  private static final int READ_OCTETS = 2 << 10;

  /// So many looks at those that are silent or slow, at most, where one would do if no deadline
  /// came before.
  private static final int MOST_LOOKS = 10;

  private final IoEventLoop loop;
  private final Worker worker;
  private final TcpLimits limits;
  private final ConnectionLimits places;
  private final TcpMemory memory;
  private final ByteBufAllocator buffers;
  private final TransportCounters counters;
  private final CountedLog log;
  private final Map<UnheardClient, ConnectionLimits.Place> unheard = new LinkedHashMap<>();
  private final Set<TcpConnection> connections = new HashSet<>();
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

  /// Takes in a client that has a place. Any thread.
  void receive(UnheardClient client, ConnectionLimits.Place place) {
    counters.tcpAccepted.increment();
    counters.tcpOpen.incrementAndGet();
    loop.execute(() -> enter(client, place));
  }

  private void enter(UnheardClient client, ConnectionLimits.Place place) {
    unheard.put(client, place);
    if (!client.selectableChannel().isOpen()) {
      dismiss(client);
    } else if (draining) {
      connect(client);
    } else {
      loop.register(client).addListener((Future<IoRegistration> done) -> listen(client, done));
      if (!watching) {
        watchAfter(limits.glanceNanos());
      }
    }
  }

  private void listen(UnheardClient client, Future<IoRegistration> registration) {
    if (registration.isSuccess()) {
      client.begin(registration.getNow());
    } else {
      dismiss(client);
    }
  }

  private void watchAfter(long nanos) {
    watching = true;
    var _ = loop.schedule(this::watch, nanos, TimeUnit.NANOSECONDS);
  }

  /// Closes those that are silent or slow.
  private void watch() {
    var now = System.nanoTime();
    var wait = limits.glanceNanos();
    for (var client : List.copyOf(unheard.keySet())) {
      var left = client.deadlines().remaining(now, 0, true);
      if (left <= 0) {
        counters.tcpTimeouts.increment();
        dismiss(client);
      } else {
        wait = Math.min(wait, left);
      }
    }
    watching = false;
    if (!unheard.isEmpty()) {
      watchAfter(Math.max(wait, limits.glanceNanos() / MOST_LOOKS));
    }
  }

  /// Returns what has come on the socket of an unheard client, null at its end.
  byte @Nullable [] read(SocketChannel socket) throws IOException {
    if (socket.read(buffer.clear()) < 0) {
      return null;
    }
    var octets = new byte[buffer.flip().remaining()];
    buffer.get(octets);
    return octets;
  }

  /// Closes an unheard client that met a bug.
  void dismiss(UnheardClient client, Throwable bug) {
    log.error("a TCP client was dropped", bug);
    dismiss(client);
  }

  /// Closes an unheard client, or the socket of one that is about to be a connection.
  void dismiss(UnheardClient client) {
    try {
      client.close();
    } catch (IOException e) {
      log.warn("a TCP connection could not be closed", String.valueOf(e.getMessage()));
    }
    var place = unheard.remove(client);
    if (place != null) {
      giveBack(place);
    }
  }

  /// Makes a connection of a client that has been heard.
  void connect(UnheardClient client) {
    var place = unheard.get(client);
    if (place != null) {
      try {
        connect(client, place);
      } catch (Throwable bug) {
        dismiss(client, bug);
      }
    }
  }

  private void connect(UnheardClient client, ConnectionLimits.Place place) {
    var channel = client.become();
    var config = channel.config();
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setAllocator(buffers);
    config.setOption(
        ChannelOption.WRITE_BUFFER_WATER_MARK,
        new WriteBufferWaterMark(limits.backlogOctets() / 2, limits.backlogOctets()));
    var connection = new TcpConnection(channel, client, worker, limits, place, memory, counters);
    channel.pipeline().addLast(connection);
    unheard.remove(client);
    connections.add(connection);
    channel.closeFuture().addListener(closed -> forget(connection));
    // The socket is free for it once the loop has gone through the events that it found.
    loop.execute(() -> register(channel, connection));
  }

  private void register(NioSocketChannel channel, TcpConnection connection) {
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
      giveBack(connection.place());
    }
  }

  private void giveBack(ConnectionLimits.Place place) {
    counters.tcpOpen.decrementAndGet();
    places.release(place);
  }

  /// Closes a client that has lost its place, whatever it has become. Any thread.
  void evict(UnheardClient client) {
    counters.tcpEvicted.increment();
    loop.execute(() -> leave(client));
  }

  private void leave(UnheardClient client) {
    var channel = client.channel();
    if (channel != null && channel.isRegistered()) {
      Channels.close(channel);
    } else {
      // One that is about to be registered then fails in that.
      dismiss(client);
    }
  }

  /// Answers what was received, from now on also what comes with new clients, and closes with FIN.
  /// Any thread.
  void drain() {
    loop.execute(
        () -> {
          draining = true;
          List.copyOf(unheard.keySet()).forEach(this::connect);
          for (var connection : connections) {
            // Those that are not registered yet are drained once they are.
            if (connection.channel().isRegistered()) {
              connection.drain();
            }
          }
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
