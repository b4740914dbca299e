package org.pharosdns.dns.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pharosdns.dns.query.ReplyPath;

/// Answers a TCP client later. Of several messages each is in the system's hands before the next
/// one is asked for, so that a client that reads slowly slows its own transfer down and nothing
/// else; one that does not read at all loses its connection, and with it this path. An answer of
/// one message waits in the channel: a connection has no more of them than it may have in flight.
final class TcpReplyPath implements ReplyPath {
  private final Channel channel;
  private final Runnable done;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param done run on the event loop after the last message
  TcpReplyPath(Channel channel, Runnable done) {
    this.channel = channel;
    this.done = done;
  }

  @Override
  public void answer(byte[] message, int length) {
    var _ = write(message, length);
  }

  @Override
  public boolean send(byte[] message, int length) throws InterruptedException {
    return write(message, length).await().isSuccess();
  }

  private ChannelFuture write(byte[] message, int length) {
    var octets = Unpooled.buffer(Unread.LENGTH_OCTETS + length);
    octets.writeShort(length).writeBytes(message, 0, length);
    return channel.writeAndFlush(octets);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        channel.eventLoop().execute(done);
      } catch (RejectedExecutionException _) {
        // The event loop has ended, and the connection with it.
      }
    }
  }
}
