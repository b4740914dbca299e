package org.pharosdns.conformance.steering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.ReplyDecoder;

/// A client of a name server, with one UDP socket of its own.
final class Resolver implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final byte[] buffer = new byte[65_535];

  private Resolver(InetSocketAddress server, InetAddress from, int patienceMillis) {
    try {
      this.server = server;
      socket = new DatagramSocket(new InetSocketAddress(from, 0));
      socket.connect(server);
      socket.setSoTimeout(patienceMillis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a client at an address of this host.
  static Resolver of(InetSocketAddress server, String from) {
    return new Resolver(server, InetAddress.ofLiteral(from), PATIENCE_MILLIS);
  }

  static Resolver of(InetSocketAddress server) {
    return of(server, "127.0.0.1");
  }

  /// Returns a client that waits longer than any server is stopped.
  static Resolver patient(InetSocketAddress server) {
    return new Resolver(server, InetAddress.ofLiteral("127.0.0.1"), 6 * PATIENCE_MILLIS);
  }

  /// Returns the reply to a question, over UDP or TCP as it says.
  Reply ask(Ask ask) {
    var id = ThreadLocalRandom.current().nextInt(65_536);
    try {
      return ask.tcp() ? overTcp(ask, id) : overUdp(ask, id);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer to " + ask, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply overUdp(Ask ask, int id) throws IOException {
    var question = ask.octets(id);
    socket.send(new DatagramPacket(question, question.length));
    while (true) {
      var packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      var reply = ReplyDecoder.decode(Arrays.copyOf(buffer, packet.getLength()), true);
      if (reply.id() == id) {
        return reply;
      }
    }
  }

  private Reply overTcp(Ask ask, int id) throws IOException {
    try (var connection = new Socket(server.getAddress(), server.getPort())) {
      connection.setSoTimeout(PATIENCE_MILLIS);
      var question = ask.octets(id);
      var out = new byte[question.length + 2];
      out[0] = (byte) (question.length >>> 8);
      out[1] = (byte) question.length;
      System.arraycopy(question, 0, out, 2, question.length);
      connection.getOutputStream().write(out);
      var in = connection.getInputStream();
      var length = (in.read() << 8) | in.read();
      return ReplyDecoder.decode(in.readNBytes(length), true);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
