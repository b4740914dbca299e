package org.pharosdns.cli.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Asks a server over UDP, from one port of its own, and waits for each answer.
final class DnsAsker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2000;

  private final DatagramSocket socket;
  private final byte[] buffer = new byte[4096];

  DnsAsker(InetSocketAddress server) {
    try {
      socket = new DatagramSocket();
      socket.connect(server);
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the answer to a question of class IN.
  Message ask(String name, int type) {
    try {
      var question = Record.newRecord(Name.fromString(name), type, DClass.IN);
      var query = Message.newQuery(question);
      var octets = query.toWire();
      socket.send(new DatagramPacket(octets, octets.length));
      Message answer;
      do {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        answer = new Message(Arrays.copyOf(buffer, packet.getLength()));
      } while (answer.getHeader().getID() != query.getHeader().getID());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the addresses that are answered for `name`, in order.
  List<String> addresses(String name) {
    return ask(name, Type.A).getSection(Section.ANSWER).stream()
        .filter(each -> each.getType() == Type.A)
        .map(Record::rdataToString)
        .toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
