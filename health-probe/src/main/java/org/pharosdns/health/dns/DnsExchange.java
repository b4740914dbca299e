package org.pharosdns.health.dns;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// One question to one server: over UDP from a port that the system chooses, with an ID that nobody
/// can guess; over TCP if the answer is truncated (RFC 7766 section 5). All of it under one
/// deadline: every wait is given what is left of it.
public final class DnsExchange {
  private static final int LARGEST_UDP = 4096;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DnsQuestion question;
  private final InetSocketAddress server;
  private final LongSupplier nanoTime;
  private final long endNanos;

  private DnsExchange(
      DnsQuestion question, InetSocketAddress server, Duration patience, LongSupplier nanoTime) {
    this.question = question;
    this.server = server;
    this.nanoTime = nanoTime;
    this.endNanos = nanoTime.getAsLong() + patience.toNanos();
  }

  /// Returns the answer, blocking for at most `patience`.
  ///
  /// @throws SocketTimeoutException when none came in time
  /// @throws MalformedReplyException when it cannot be read
  public static DnsReply ask(
      InetSocketAddress server, DnsQuestion question, Duration patience, LongSupplier nanoTime)
      throws IOException {
    var exchange = new DnsExchange(question, server, patience, nanoTime);
    DnsReply reply = exchange.overUdp();
    return reply.truncated() ? exchange.overTcp() : reply;
  }

  private DnsReply overUdp() throws IOException {
    byte[] query = question.query(RANDOM.nextInt(0x10000));
    var packet = new DatagramPacket(new byte[LARGEST_UDP], LARGEST_UDP);
    try (var socket = new DatagramSocket()) {
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      while (true) {
        socket.setSoTimeout(millisLeft());
        socket.receive(packet);
        var reply = DnsReply.parse(Arrays.copyOf(packet.getData(), packet.getLength()), query);
        if (reply != null) {
          return reply;
        }
      }
    }
  }

  private DnsReply overTcp() throws IOException {
    byte[] query = question.query(RANDOM.nextInt(0x10000));
    try (var socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(server, millisLeft());
      byte[] framed = new byte[query.length + 2];
      framed[0] = (byte) (query.length >> 8);
      framed[1] = (byte) query.length;
      System.arraycopy(query, 0, framed, 2, query.length);
      socket.getOutputStream().write(framed);
      byte[] length = read(socket, 2);
      byte[] octets = read(socket, (length[0] & 0xff) << 8 | (length[1] & 0xff));
      var reply = DnsReply.parse(octets, query);
      if (reply == null || reply.truncated()) {
        throw new MalformedReplyException();
      }
      return reply;
    }
  }

  private byte[] read(Socket socket, int count) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] octets = new byte[count];
    for (int at = 0; at < count; ) {
      socket.setSoTimeout(millisLeft());
      int n = in.read(octets, at, count - at);
      if (n < 0) {
        throw new EOFException("the server closed within its answer");
      }
      at += n;
    }
    return octets;
  }

  private int millisLeft() throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(endNanos - nanoTime.getAsLong());
    if (left <= 0) {
      throw new SocketTimeoutException("timed out");
    }
    return Math.clamp(left, 1, Integer.MAX_VALUE);
  }
}
