package org.pharosdns.dns.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pharosdns.dns.query.ReplyPath;

/// Answers a TCP client later. Each message is in the system's hands before the next one is asked
/// for, so that a client that reads slowly slows its own transfer down and nothing else; one that
/// does not read at all loses its connection, and with it this path.
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
  public boolean send(byte[] message, int length) throws InterruptedException {
    var octets = Unpooled.buffer(Unread.LENGTH_OCTETS + length);
    octets.writeShort(length).writeBytes(message, 0, length);
    return channel.writeAndFlush(octets).await().isSuccess();
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
