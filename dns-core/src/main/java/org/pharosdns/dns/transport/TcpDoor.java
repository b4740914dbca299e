package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where TCP clients come in to one event loop: it lets them in or closes them at once, and listens
/// to them until they have asked something.
///
/// ```
/// Netty's epoll ──┬─ TcpConnection …
///                 └─ TcpDoor ─ ReadySet ──┬─ ListeningSocket …    one for all loops: who is first
///                                         └─ UnheardClient …
/// ```
///
/// A set of its own, because a handle of Netty for each client would cost more than most of a crowd
/// are worth. Nothing here makes an object but for a client that is let in.
final class TcpDoor implements EpollIoHandle {
  /// So many clients of one socket, and others have their turn.
  private static final int MOST_ACCEPTED = 64;

  private final TcpClients clients;
  private final TcpShared shared;
  private final List<ListeningSocket> sockets;
  private final Syscalls calls;
  private final ReadySet ready;
  private final FileDescriptor descriptor;
  private final UnheardClients crowd;
  private final MemorySegment address;
  private final MemorySegment addressLength;
  private @Nullable IoRegistration registration;
  private boolean closed;

  /// @throws IOException if the system has no descriptor for it
  TcpDoor(TcpClients clients, TcpShared shared, List<ListeningSocket> sockets) throws IOException {
    this.clients = clients;
    this.shared = shared;
    this.sockets = sockets;
    // It is made by one thread and used by another, and gone when nobody uses it.
    var arena = Arena.ofAuto();
    calls = new Syscalls(arena);
    address = arena.allocate(SocketAddresses.MOST_OCTETS, Long.BYTES);
    addressLength = arena.allocate(JAVA_INT);
    ready = new ReadySet(calls, arena);
    descriptor = new FileDescriptor(ready.fd());
    crowd = new UnheardClients(clients, shared, calls, ready, arena);
  }

  /// Begins to accept. Any other thread.
  void open() {
    var admitted = clients.loop().register(this).syncUninterruptibly().getNow();
    clients
        .loop()
        .execute(
            () -> {
              registration = admitted;
              sockets.forEach(this::listen);
            });
    var _ = admitted.submit(EpollIoOps.EPOLLIN);
  }

  private void listen(ListeningSocket socket) {
    if (!closed && ready.add(socket.fd()) < 0) {
      pause(socket, "it cannot be waited for");
    }
  }

  @Override
  public FileDescriptor fd() {
    return descriptor;
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    var found = ready.find();
    for (var i = 0; i < found; i++) {
      var fd = ready.found(i);
      var socket = listening(fd);
      try {
        if (socket < 0) {
          crowd.hear(fd);
        } else {
          accept(sockets.get(socket));
        }
      } catch (Throwable bug) {
        shared.log().error("letting TCP clients in failed", bug);
      }
    }
  }

  /// Returns which of the sockets `fd` is, or −1.
  private int listening(int fd) {
    for (var i = 0; i < sockets.size(); i++) {
      if (sockets.get(i).fd() == fd) {
        return i;
      }
    }
    return -1;
  }

  private void accept(ListeningSocket socket) throws IOException {
    for (var i = 0; i < MOST_ACCEPTED; i++) {
      addressLength.set(JAVA_INT, 0, SocketAddresses.MOST_OCTETS);
      var fd =
          calls.accept4(
              socket.fd(), address.address(), addressLength.address(), ListeningSocket.FLAGS);
      if (fd < 0) {
        if (fd != -Errno.EAGAIN && fd != -Errno.EINTR) {
          pause(socket, Errno.text(-fd));
        }
        return;
      }
      var admitted = false;
      try {
        admitted = admit(socket, fd);
      } finally {
        if (!admitted) {
          shared.counters().tcpRefused.increment();
          calls.close(fd);
        }
      }
    }
  }

  /// Returns false when the client came to an address that is not served, or finds no place.
  private boolean admit(ListeningSocket socket, int fd) throws IOException {
    var now = System.nanoTime();
    var network = SocketAddresses.network(address);
    if (!isServed(socket, fd)) {
      return false;
    }
    var client = new UnheardClient(fd, crowd, clients.deadlines(now));
    var place = shared.places().admit(network, now, client);
    if (place == null) {
      return false;
    }
    client.take(place);
    crowd.enter(client);
    return true;
  }

  private boolean isServed(ListeningSocket socket, int fd) throws IOException {
    var asked = socket.address();
    if (shared.wanted().servesAll(asked) || !SocketAddresses.isIpv4(address)) {
      return true;
    }
    addressLength.set(JAVA_INT, 0, SocketAddresses.MOST_OCTETS);
    Errno.check(calls.getsockname(fd, address.address(), addressLength.address()));
    return shared.wanted().serves(asked, SocketAddresses.toJava(address));
  }

  /// Counts a failed accept and waits for a moment, so that a lack of descriptors does not spin.
  private void pause(ListeningSocket socket, String reason) {
    shared.counters().acceptErrors.increment();
    shared.log().warn("a TCP connection could not be accepted", reason);
    ready.remove(socket.fd());
    Channels.later(clients.loop(), TcpTransport.ACCEPT_PAUSE_MILLIS, () -> listen(socket));
  }

  /// Makes connections of all clients, and soon lets nobody in any more. To be called once the
  /// connections are draining. Any other thread.
  ///
  /// @return done when it is closed
  Future<?> drain() {
    var loop = clients.loop();
    loop.execute(crowd::connectAll);
    return loop.schedule(this::close, TcpTransport.LAST_ACCEPT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Closes it and the clients that are left, not the sockets. On the event loop, which does so
  /// itself at its end, but not always.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (registration != null) {
        registration.cancel();
      }
      crowd.close();
      ready.close();
    }
  }
}
