package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A collector of dnstap that takes one connection after the other: the reading end of Frame
/// Streams, written from its specification.
final class Collector implements AutoCloseable {
  private static final byte[] DNSTAP = "protobuf:dnstap.Dnstap".getBytes(US_ASCII);

  private final ServerSocketChannel listener;
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> rest = new LinkedBlockingQueue<>();
  private volatile boolean started;
  private volatile @Nullable SocketChannel client;

  Collector(ServerSocketChannel listener) {
    this.listener = listener;
    Thread.ofVirtual().start(this::run);
  }

  SocketAddress address() throws IOException {
    return listener.getLocalAddress();
  }

  /// Returns the next data frame.
  byte[] frame() throws InterruptedException {
    var frame = frames.poll(20, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came within 20 s");
    }
    return frame;
  }

  /// Returns the next of `START` and `STOP`.
  String event() throws InterruptedException {
    return String.valueOf(events.poll(20, TimeUnit.SECONDS));
  }

  /// Whether a connection has begun.
  boolean hasStarted() {
    return started;
  }

  /// Returns how many octets a connection brought behind its `STOP`.
  int restAfterStop() throws InterruptedException {
    var octets = rest.poll(20, TimeUnit.SECONDS);
    if (octets == null) {
      throw new AssertionError("the connection was not closed within 20 s");
    }
    return octets;
  }

  /// Breaks the connection.
  void hangUp() throws IOException {
    var open = client;
    if (open != null) {
      open.close();
    }
  }

  private void run() {
    while (listener.isOpen()) {
      try (var accepted = listener.accept()) {
        client = accepted;
        serve(
            new DataInputStream(Channels.newInputStream(accepted)),
            new DataOutputStream(Channels.newOutputStream(accepted)));
      } catch (IOException _) {
        // The connection was broken off.
      }
    }
  }

  private void serve(DataInputStream in, DataOutputStream out) throws IOException {
    expect(in, 4, true);
    out.writeInt(0);
    out.writeInt(12 + DNSTAP.length);
    out.writeInt(1);
    out.writeInt(1);
    out.writeInt(DNSTAP.length);
    out.write(DNSTAP);
    out.flush();
    expect(in, 2, true);
    started = true;
    events.add("START");
    while (true) {
      var length = in.readInt();
      if (length == 0) {
        control(in, 3, false);
        events.add("STOP");
        out.writeInt(0);
        out.writeInt(4);
        out.writeInt(5);
        out.flush();
        rest.add(in.readAllBytes().length);
        return;
      }
      frames.add(in.readNBytes(length));
    }
  }

  private static void expect(DataInputStream in, int kind, boolean typed) throws IOException {
    if (in.readInt() != 0) {
      throw new IOException("no control frame");
    }
    control(in, kind, typed);
  }

  private static void control(DataInputStream in, int kind, boolean typed) throws IOException {
    var length = in.readInt();
    if (in.readInt() != kind || length != (typed ? 12 + DNSTAP.length : 4)) {
      throw new IOException("another control frame");
    }
    if (typed && (in.readInt() != 1 || in.readInt() != DNSTAP.length)) {
      throw new IOException("no content type");
    }
    if (typed && !Arrays.equals(in.readNBytes(DNSTAP.length), DNSTAP)) {
      throw new IOException("another content type");
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    hangUp();
  }
}
