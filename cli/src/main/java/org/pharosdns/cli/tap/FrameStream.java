package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// The sending end of a Frame Streams connection with both directions in use: READY, ACCEPT,
/// START, data frames, STOP, FINISH. Nothing waits longer than its patience. Owned by one thread.
///
/// A control frame is an escape of four zero octets, its length, its kind, and fields; a data frame
/// is its length and its data. All numbers are four octets, the most significant first.
final class FrameStream implements AutoCloseable {
  private static final byte[] CONTENT_TYPE = "protobuf:dnstap.Dnstap".getBytes(US_ASCII);
  private static final int CONTENT_TYPE_FIELD = 1;
  private static final int MOST_CONTROL_OCTETS = 512;

  private static final int ACCEPT = 1;
  private static final int START = 2;
  private static final int STOP = 3;
  private static final int READY = 4;
  private static final int FINISH = 5;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration patience;
  private final LongSupplier nanoTime;

  private FrameStream(
      SocketChannel channel, Selector selector, Duration patience, LongSupplier nanoTime)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.patience = patience;
    this.nanoTime = nanoTime;
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
  }

  /// Connects, and agrees on what is sent. Data comes after {@link #begin}.
  ///
  /// @throws IOException when nobody listens, or does not want dnstap
  static FrameStream open(SocketAddress to, Duration patience, LongSupplier nanoTime)
      throws IOException {
    var channel =
        to instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    try {
      var selector = Selector.open();
      try {
        var stream = new FrameStream(channel, selector, patience, nanoTime);
        stream.connect(to);
        stream.send(control(READY, true));
        stream.expect(ACCEPT);
        return stream;
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void connect(SocketAddress to) throws IOException {
    var until = nanoTime.getAsLong() + patience.toNanos();
    if (!channel.connect(to)) {
      while (!channel.finishConnect()) {
        await(SelectionKey.OP_CONNECT, until);
      }
    }
  }

  private static ByteBuffer control(int kind, boolean withContentType) {
    var length = Integer.BYTES + (withContentType ? 2 * Integer.BYTES + CONTENT_TYPE.length : 0);
    var frame = ByteBuffer.allocate(2 * Integer.BYTES + length).putInt(0).putInt(length);
    frame.putInt(kind);
    if (withContentType) {
      frame.putInt(CONTENT_TYPE_FIELD).putInt(CONTENT_TYPE.length).put(CONTENT_TYPE);
    }
    return frame.flip();
  }

  /// Says that data comes.
  void begin() throws IOException {
    send(control(START, true));
  }

  /// Sends frames, all of them.
  ///
  /// @throws IOException when the other end is gone, or takes nothing for too long
  void send(ByteBuffer frames) throws IOException {
    var until = nanoTime.getAsLong() + patience.toNanos();
    while (frames.hasRemaining()) {
      if (channel.write(frames) > 0) {
        until = nanoTime.getAsLong() + patience.toNanos();
      } else {
        await(SelectionKey.OP_WRITE, until);
      }
    }
  }

  /// Whether the other end has closed. It has nothing to say while data is sent.
  boolean isGone() throws IOException {
    return channel.read(ByteBuffer.allocate(1)) != 0;
  }

  private void expect(int kind) throws IOException {
    var until = nanoTime.getAsLong() + patience.toNanos();
    var head = read(3 * Integer.BYTES, until);
    var escape = head.getInt();
    var length = head.getInt() - Integer.BYTES;
    var found = head.getInt();
    if (escape != 0 || found != kind || length < 0 || length > MOST_CONTROL_OCTETS) {
      throw new IOException("it does not speak Frame Streams");
    }
    var fields = read(length, until);
    if (kind == ACCEPT && !acceptsDnstap(fields)) {
      throw new IOException("it does not take dnstap");
    }
  }

  /// Without any content type everything is accepted.
  private static boolean acceptsDnstap(ByteBuffer fields) {
    var any = false;
    while (fields.remaining() >= 2 * Integer.BYTES) {
      var field = fields.getInt();
      var length = fields.getInt();
      if (length < 0 || length > fields.remaining()) {
        return false;
      }
      var value = new byte[length];
      fields.get(value);
      if (field == CONTENT_TYPE_FIELD && Arrays.equals(value, CONTENT_TYPE)) {
        return true;
      }
      any = true;
    }
    return !any;
  }

  private ByteBuffer read(int length, long until) throws IOException {
    var octets = ByteBuffer.allocate(length);
    while (octets.hasRemaining()) {
      var count = channel.read(octets);
      if (count < 0) {
        throw new IOException("it has closed the connection");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, until);
      }
    }
    return octets.flip();
  }

  private void await(int operation, long untilNanos) throws IOException {
    var left = Duration.ofNanos(untilNanos - nanoTime.getAsLong()).toMillis();
    if (left <= 0 || Thread.interrupted()) {
      throw new IOException("it does not react");
    }
    key.interestOps(operation);
    selector.select(left);
    selector.selectedKeys().clear();
  }

  /// Says that nothing more comes, and waits until the other end knows.
  void finish() throws IOException {
    send(control(STOP, false));
    expect(FINISH);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
