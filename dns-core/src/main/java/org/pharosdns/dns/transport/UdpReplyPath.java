package org.pharosdns.dns.transport;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.pharosdns.dns.query.ReplyPath;

/// Answers a datagram later. Nothing is waited for, and nobody knows whether it arrives.
final class UdpReplyPath implements ReplyPath {
  private final Consumer<byte[]> sender;
  private final Runnable done;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param sender sends octets that are its own to whoever asked; any thread
  /// @param done run once after the last message; any thread
  UdpReplyPath(Consumer<byte[]> sender, Runnable done) {
    this.sender = sender;
    this.done = done;
  }

  @Override
  public void answer(byte[] message, int length) {
    sender.accept(Arrays.copyOf(message, length));
  }

  @Override
  public boolean send(byte[] message, int length) {
    answer(message, length);
    return true;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      done.run();
    }
  }
}
