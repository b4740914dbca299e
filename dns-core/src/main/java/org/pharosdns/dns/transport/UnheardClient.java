package org.pharosdns.dns.transport;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A TCP client that has not asked anything yet: a socket, and what has come of its first
/// message. It costs a fraction of the {@link TcpConnection} that it becomes with that message, so
/// that a crowd which says nothing, or says it slowly, is a burden to nobody.
///
/// All methods run on the event loop of its {@link TcpClients}.
final class UnheardClient implements NioIoHandle {
  /// Who has sent so much is heard, whole message or not.
  private static final int MOST_OCTETS = 512;

  private static final byte[] NOTHING = {};

  private final SocketChannel socket;
  private final InetSocketAddress address;
  private final TcpDeadlines deadlines;
  private final TcpClients clients;
  private byte[] received = NOTHING;
  private @Nullable IoRegistration registration;
  private @Nullable NioSocketChannel channel;

  UnheardClient(
      SocketChannel socket, InetSocketAddress address, TcpDeadlines deadlines, TcpClients clients) {
    this.socket = socket;
    this.address = address;
    this.deadlines = deadlines;
    this.clients = clients;
  }

  InetSocketAddress address() {
    return address;
  }

  TcpDeadlines deadlines() {
    return deadlines;
  }

  /// Returns what has come from it, and forgets it.
  byte[] takeReceived() {
    var taken = received;
    received = NOTHING;
    return taken;
  }

  @Override
  public SocketChannel selectableChannel() {
    return socket;
  }

  /// Begins to listen to it.
  void begin(IoRegistration registration) {
    this.registration = registration;
    var _ = registration.submit(NioIoOps.READ);
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    try {
      var more = clients.read(socket);
      if (more == null) {
        clients.dismiss(this);
        return;
      }
      var before = received.length;
      received = Arrays.copyOf(received, before + more.length);
      System.arraycopy(more, 0, received, before, more.length);
      if (hasAsked()) {
        clients.connect(this);
      } else {
        deadlines.received(System.nanoTime(), false, received.length > 0);
      }
    } catch (IOException reset) {
      clients.dismiss(this);
    } catch (Throwable bug) {
      clients.dismiss(this, bug);
    }
  }

  /// Whether a whole message has come. One without any octet is none.
  private boolean hasAsked() {
    var at = 0;
    while (received.length - at >= Unread.LENGTH_OCTETS) {
      var length = Byte.toUnsignedInt(received[at]) << 8 | Byte.toUnsignedInt(received[at + 1]);
      at += Unread.LENGTH_OCTETS + length;
      if (length > 0) {
        return at <= received.length || received.length >= MOST_OCTETS;
      }
    }
    return received.length >= MOST_OCTETS;
  }

  /// Becomes a channel, which is not registered yet, whatever comes of it.
  NioSocketChannel become() {
    stopListening();
    var now = new NioSocketChannel(socket);
    channel = now;
    return now;
  }

  /// Returns what it has become, null while it is unheard.
  @Nullable NioSocketChannel channel() {
    return channel;
  }

  private void stopListening() {
    if (registration != null) {
      var _ = registration.cancel();
      registration = null;
    }
  }

  @Override
  public void close() throws IOException {
    stopListening();
    socket.close();
  }
}
