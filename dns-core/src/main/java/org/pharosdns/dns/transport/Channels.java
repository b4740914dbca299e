package org.pharosdns.dns.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// What is asked of Netty's channels without caring for the future that comes back.
final class Channels {
  private Channels() {}

  /// Waits for `bind` and returns the bound channel.
  ///
  /// @throws IOException with the reason, after the channel was closed
  static Channel bound(ChannelFuture bind) throws IOException {
    bind.awaitUninterruptibly();
    var cause = bind.cause();
    if (cause == null) {
      return bind.channel();
    }
    bind.channel().close().awaitUninterruptibly();
    throw cause instanceof IOException io ? io : new IOException(cause);
  }

  /// Returns the version of IP that `address` is of.
  static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  /// Registers `channel` with `loop`.
  static ChannelFuture register(EventLoop loop, Channel channel) {
    return loop.register(channel);
  }

  /// Begins to close `channel`.
  static void close(Channel channel) {
    var _ = channel.close();
  }

  /// Runs `task` on `loop` after `millis` milliseconds; not at all if the loop ends before.
  static void later(EventLoop loop, long millis, Runnable task) {
    var _ = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /// Waits until `channel` is closed, or for the deadline.
  static void awaitClosed(Channel channel, long deadlineNanos) {
    channel
        .closeFuture()
        .awaitUninterruptibly(Deadline.remaining(deadlineNanos), TimeUnit.NANOSECONDS);
  }
}
