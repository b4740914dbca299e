package org.pharosdns.dns.transport;

import io.netty.channel.epoll.EpollSocketChannel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The TCP clients of one event loop that have asked nothing yet, by their descriptors.
///
/// All methods run on that event loop, except those that say otherwise.
final class UnheardClients {
  private static final int READ_OCTETS = 2 << 10;

  /// So many looks at those that are silent or slow, at most, where one would do if no deadline
  /// came before.
  private static final int MOST_LOOKS = 10;

  private final TcpClients clients;
  private final TcpShared shared;
  private final Syscalls calls;
  private final ReadySet ready;
  private final MemorySegment buffer;
  private @Nullable UnheardClient[] byDescriptor = {};
  private int count;
  private boolean watching;

  /// @param ready which of them have something to read
  UnheardClients(
      TcpClients clients, TcpShared shared, Syscalls calls, ReadySet ready, Arena arena) {
    this.clients = clients;
    this.shared = shared;
    this.calls = calls;
    this.ready = ready;
    buffer = arena.allocate(READ_OCTETS);
  }

  /// Takes in a client that has a place. It belongs to the crowd from now on, and is closed if it
  /// cannot be listened to.
  void enter(UnheardClient client) {
    var fd = client.fd();
    if (fd >= byDescriptor.length) {
      byDescriptor = Arrays.copyOf(byDescriptor, Math.max(fd + 1, 2 * byDescriptor.length));
    }
    byDescriptor[fd] = client;
    count++;
    clients.enter();
    try {
      listen(client);
    } catch (Throwable bug) {
      drop(client, bug);
    }
  }

  private void listen(UnheardClient client) {
    if (clients.draining()) {
      connect(client);
    } else if (ready.add(client.fd()) < 0) {
      dismiss(client);
    } else if (!watching) {
      watchAfter(shared.limits().glanceNanos());
    }
  }

  private void watchAfter(long nanos) {
    var _ = clients.loop().schedule(this::watch, nanos, TimeUnit.NANOSECONDS);
    watching = true;
  }

  /// Looks at all, now and again.
  private void watch() {
    watching = false;
    var wait = shared.limits().glanceNanos();
    try {
      wait = closeLate(wait);
    } catch (Throwable bug) {
      shared.log().error("looking at silent TCP clients failed", bug);
    }
    if (count > 0) {
      watchAfter(Math.max(wait, shared.limits().glanceNanos() / MOST_LOOKS));
    }
  }

  /// Closes those that are silent or slow.
  ///
  /// @return the nanoseconds until the next deadline, at most `most`
  private long closeLate(long most) {
    var now = System.nanoTime();
    var wait = most;
    for (var client : byDescriptor) {
      if (client != null) {
        var left = client.deadlines().remaining(now, 0, true);
        if (left <= 0) {
          shared.counters().tcpTimeouts.increment();
          dismiss(client);
        } else {
          wait = Math.min(wait, left);
        }
      }
    }
    return wait;
  }

  /// Reads what has come on a descriptor. If its client is gone by now, that is no news.
  void hear(int fd) {
    var client = fd < byDescriptor.length ? byDescriptor[fd] : null;
    if (client == null) {
      return;
    }
    var octets = calls.recv(fd, buffer.address(), READ_OCTETS, 0);
    if (octets > 0) {
      client.hear(buffer, octets, System.nanoTime());
      if (client.hasAsked()) {
        connect(client);
      }
    } else if (octets != -Errno.EAGAIN && octets != -Errno.EINTR) {
      dismiss(client);
    }
  }

  /// Makes a connection of a client that has been heard.
  private void connect(UnheardClient client) {
    try {
      var place = client.place();
      var channel = new EpollSocketChannel(client.fd());
      var address = channel.remoteAddress();
      if (place == null || address == null || !channel.isActive()) {
        dismiss(client);
        return;
      }
      ready.remove(client.fd());
      client.become(channel);
      clients.connect(channel, address, client.deadlines(), client.takeReceived(), place);
      forget(client);
    } catch (Throwable bug) {
      drop(client, bug);
    }
  }

  private void drop(UnheardClient client, Throwable bug) {
    shared.log().error("a TCP client was dropped", bug);
    dismiss(client);
  }

  /// Closes a client that is not a connection.
  private void dismiss(UnheardClient client) {
    if (forget(client)) {
      calls.close(client.fd());
      var place = client.place();
      if (place != null) {
        clients.leave(place);
      }
    }
  }

  private boolean forget(UnheardClient client) {
    var fd = client.fd();
    if (byDescriptor[fd] != client) {
      return false;
    }
    byDescriptor[fd] = null;
    count--;
    return true;
  }

  /// Closes a client that has lost its place, whatever it has become. Any thread.
  void evict(UnheardClient client) {
    shared.counters().tcpEvicted.increment();
    if (clients.loop().inEventLoop()) {
      makeLeave(client);
    } else {
      clients.loop().execute(() -> makeLeave(client));
    }
  }

  private void makeLeave(UnheardClient client) {
    var channel = client.channel();
    if (channel == null) {
      dismiss(client);
    } else {
      Channels.close(channel);
    }
  }

  /// Makes connections of all.
  void connectAll() {
    for (var client : byDescriptor) {
      if (client != null) {
        connect(client);
      }
    }
  }

  /// Closes all.
  void close() {
    for (var client : byDescriptor) {
      if (client != null) {
        dismiss(client);
      }
    }
  }
}
