package org.pharosdns.cli.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.pharosdns.health.dns.DnsQuestion;

/// Asks a server for A records over UDP (RFC 1035 section 4). It exists to see the server from
/// outside, so it shares no code with what answers.
final class Resolver {
  private static final int TIMEOUT_MILLIS = 1000;
  private static final List<String> RCODES =
      List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");

  private final InetSocketAddress server;
  private final SplittableRandom ids = new SplittableRandom();

  Resolver(InetSocketAddress server) {
    this.server = server;
  }

  /// What came back.
  ///
  /// @param rcode `NOERROR`, ...; `timeout` when nothing came
  /// @param addresses in the order of the answer
  /// @param ttlSeconds the smallest of the records, 0 when there is none
  record Answer(String rcode, List<String> addresses, long ttlSeconds) {
    /// Nothing came back in time.
    static final Answer TIMEOUT = new Answer("timeout", List.of(), 0);
  }

  /// Returns the answer to `name A`.
  ///
  /// @throws IOException when what came back is no answer to it
  Answer ask(String name) throws IOException {
    int id = ids.nextInt(0x10000);
    byte[] query = new DnsQuestion(name, DnsQuestion.A).query(id);
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      var packet = new DatagramPacket(new byte[4096], 4096);
      socket.receive(packet);
      return parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), id);
    } catch (java.net.SocketTimeoutException | java.net.PortUnreachableException e) {
      return Answer.TIMEOUT;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("the answer for " + name + " is malformed", e);
    }
  }

  private static Answer parse(ByteBuffer message, int id) throws IOException {
    int answeredId = message.getShort() & 0xFFFF;
    int flags = message.getShort();
    if (answeredId != id || (flags & 0x8000) == 0) {
      throw new IOException("the answer belongs to another query");
    }
    int questions = message.getShort();
    int records = message.getShort();
    message.position(12);
    for (int i = 0; i < questions; i++) {
      skipName(message);
      message.position(message.position() + 4);
    }
    List<String> addresses = new ArrayList<>();
    long ttl = Long.MAX_VALUE;
    for (int i = 0; i < records; i++) {
      skipName(message);
      int type = message.getShort();
      message.getShort();
      long ownTtl = message.getInt() & 0xFFFFFFFFL;
      byte[] rdata = new byte[message.getShort() & 0xFFFF];
      message.get(rdata);
      ttl = Math.min(ttl, ownTtl);
      if (type == DnsQuestion.A) {
        addresses.add(InetAddress.getByAddress(rdata).getHostAddress());
      }
    }
    return new Answer(rcode(flags & 15), List.copyOf(addresses), records == 0 ? 0 : ttl);
  }

  private static String rcode(int number) {
    return number < RCODES.size()
        ? RCODES.get(number)
        : String.format(Locale.ROOT, "RCODE%d", number);
  }

  private static void skipName(ByteBuffer message) {
    while (true) {
      int length = message.get() & 0xFF;
      if (length == 0) {
        return;
      }
      if (length >= 0xC0) {
        message.get();
        return;
      }
      message.position(message.position() + length);
    }
  }
}
