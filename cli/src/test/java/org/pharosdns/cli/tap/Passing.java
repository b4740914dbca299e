package org.pharosdns.cli.tap;

import java.util.Arrays;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.zone.steer.Address;
import org.xbill.DNS.Message;

/// Shows messages to a tap as an event loop would.
final class Passing {
  private Passing() {}

  static Client client(Client.Transport transport, String address, int port) {
    var client = new Client(transport);
    var octets = Address.parse(address).octets();
    client.address(octets, 0, octets.length);
    client.port(port);
    return client;
  }

  static void show(Tap tap, Client client, long nanos, Message query, Message answer) {
    show(tap, client, nanos, query.toWire(), answer.toWire());
  }

  /// Leaves other octets around both messages, as buffers do.
  static void show(Tap tap, Client client, long nanos, byte[] query, byte[] answer) {
    var in = new byte[query.length + 7];
    Arrays.fill(in, (byte) 0x55);
    System.arraycopy(query, 0, in, 3, query.length);
    tap.saw(in, 3, query.length, client, nanos, answer, 0, answer.length);
  }
}
