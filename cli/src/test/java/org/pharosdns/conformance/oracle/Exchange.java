package org.pharosdns.conformance.oracle;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pharosdns.conformance.Ask;

/// Asks one server many questions, with many of them under way at a time.
///
/// The ID of a question is its index, so at most 65,536 at once.
final class Exchange {
  private static final int UNDER_WAY = 64;
  private static final int TCP_UNDER_WAY = 16;
  private static final int PATIENCE_MILLIS = 1000;

  private final InetSocketAddress server;
  private final List<Ask> questions;
  private final byte[][] replies;

  private Exchange(InetSocketAddress server, List<Ask> questions) {
    this.server = server;
    this.questions = questions;
    this.replies = new byte[questions.size()][0];
  }

  /// Returns the reply to each question, by index; empty where none came in three tries.
  static byte[][] ask(InetSocketAddress server, List<Ask> questions) throws IOException {
    var exchange = new Exchange(server, questions);
    exchange.overUdp();
    exchange.overTcp();
    return exchange.replies;
  }

  private int[] open(boolean tcp) {
    return IntStream.range(0, replies.length)
        .filter(i -> replies[i].length == 0 && questions.get(i).tcp() == tcp)
        .toArray();
  }

  private void overUdp() throws IOException {
    for (var tries = 0; tries < 3; tries++) {
      var open = open(false);
      for (var from = 0; from < open.length; from += UNDER_WAY) {
        udpWindow(Arrays.copyOfRange(open, from, Math.min(open.length, from + UNDER_WAY)));
      }
    }
  }

  private void udpWindow(int[] ids) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (var id : ids) {
        var octets = questions.get(id).octets(id);
        socket.send(new DatagramPacket(octets, octets.length));
      }
      var buffer = new byte[65_535];
      for (var missing = ids.length; missing > 0; ) {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        missing -= accept(Arrays.copyOf(buffer, packet.getLength()));
      }
    } catch (SocketTimeoutException _) {
      // What is missing is asked for once more.
    }
  }

  private int accept(byte[] reply) {
    var id = reply.length < 2 ? -1 : ((reply[0] & 0xff) << 8) | (reply[1] & 0xff);
    if (id < 0 || id >= replies.length || replies[id].length > 0) {
      return 0;
    }
    replies[id] = reply;
    return 1;
  }

  private void overTcp() throws IOException {
    for (var tries = 0; tries < 3 && open(true).length > 0; tries++) {
      var open = new ArrayDeque<Integer>();
      Arrays.stream(open(true)).forEach(open::add);
      try (var socket = new Socket()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
        var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 8192));
        var in = new DataInputStream(socket.getInputStream());
        while (!open.isEmpty()) {
          tcpWindow(open, out, in);
        }
      } catch (IOException _) {
        // A new connection asks for what is missing.
      }
    }
  }

  private void tcpWindow(ArrayDeque<Integer> open, DataOutputStream out, DataInputStream in)
      throws IOException {
    var sent = 0;
    for (; sent < TCP_UNDER_WAY && !open.isEmpty(); sent++) {
      var id = open.remove();
      var octets = questions.get(id).octets(id);
      out.writeShort(octets.length);
      out.write(octets);
    }
    out.flush();
    for (; sent > 0; sent--) {
      var reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      accept(reply);
    }
  }
}
