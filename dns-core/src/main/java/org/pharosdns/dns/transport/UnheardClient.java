package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.netty.channel.Channel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A TCP client that has not asked anything yet: a descriptor, and what has come of its first
/// message. It costs a fraction of the {@link TcpConnection} that it becomes with that message, so
/// that a crowd which says nothing, or says it slowly, is a burden to nobody.
///
/// Owned by the event loop of its {@link UnheardClients}.
final class UnheardClient implements ConnectionLimits.Tenant {
  /// Who has sent so much is heard, whole message or not.
  private static final int MOST_OCTETS = 512;

  private static final byte[] NOTHING = {};

  private final int fd;
  private final UnheardClients crowd;
  private final TcpDeadlines deadlines;
  private byte[] received = NOTHING;
  private ConnectionLimits.@Nullable Place place;
  private @Nullable Channel channel;

  /// @param fd owned by this client until it is a connection
  UnheardClient(int fd, UnheardClients crowd, TcpDeadlines deadlines) {
    this.fd = fd;
    this.crowd = crowd;
    this.deadlines = deadlines;
  }

  int fd() {
    return fd;
  }

  TcpDeadlines deadlines() {
    return deadlines;
  }

  /// Returns the place that it has, null before it is let in.
  ConnectionLimits.@Nullable Place place() {
    return place;
  }

  void take(ConnectionLimits.Place admitted) {
    place = admitted;
  }

  /// Notes what has come from it.
  void hear(MemorySegment from, int octets, long nowNanos) {
    var before = received.length;
    received = Arrays.copyOf(received, before + octets);
    MemorySegment.copy(from, JAVA_BYTE, 0, received, before, octets);
    deadlines.received(nowNanos, false, true);
  }

  /// Returns what has come from it, and forgets it.
  byte[] takeReceived() {
    var taken = received;
    received = NOTHING;
    return taken;
  }

  /// Whether a whole message has come. One without any octet is none.
  boolean hasAsked() {
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

  /// Notes what it has become.
  void become(Channel connected) {
    channel = connected;
  }

  /// Returns what it has become, null while it is unheard.
  @Nullable Channel channel() {
    return channel;
  }

  @Override
  public void evict() {
    crowd.evict(this);
  }
}
