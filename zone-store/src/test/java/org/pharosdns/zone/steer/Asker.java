package org.pharosdns.zone.steer;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;

/// Makes questions as they come from the network: `www.example.com A`, from an address, with or
/// without a client subnet option (RFC 7871).
final class Asker {
  private static final byte[] HEADER = {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final byte[] QUESTION = {
    3, 'w', 'w', 'w', 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 3, 'c', 'o', 'm', 0, 0, 1, 0, 1
  };
  private static final int ADDITIONALS = 11;

  private final Query query;
  private final Client client = new Client(Client.Transport.UDP);
  private byte[] message = message(new byte[0]);

  Asker(Draw draw) {
    query = new Query(draw);
    from("127.0.0.1");
  }

  /// Asks from `address`.
  Asker from(String address) {
    var octets = Address.parse(address).octets();
    client.address(octets, 0, octets.length);
    return this;
  }

  /// Sends the client subnet `network`, such as `192.0.2.0/24`; empty for none.
  Asker subnet(String network) {
    if (network.isEmpty()) {
      message = message(new byte[0]);
      return this;
    }
    var slash = network.indexOf('/');
    var octets = Address.parse(network.substring(0, slash)).octets();
    var bits = Integer.parseInt(network.substring(slash + 1));
    var data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0, (byte) (octets.length == 4 ? 1 : 2), (byte) bits, 0});
    data.write(octets, 0, (bits + 7) / 8);
    message = message(data.toByteArray());
    return this;
  }

  /// Returns the question at a moment; it is the same object each time, refilled.
  Query at(long nowNanos) {
    if (QueryParser.parse(query, message, 0, message.length, client, nowNanos)
        != QueryParser.PARSED) {
      throw new IllegalStateException("a bad question: " + Arrays.toString(message));
    }
    return query;
  }

  private static byte[] message(byte[] subnet) {
    var octets = new ByteArrayOutputStream();
    octets.writeBytes(HEADER);
    octets.writeBytes(QUESTION);
    if (subnet.length > 0) {
      octets.writeBytes(new byte[] {0, 0, 41, 4, (byte) 0xd0, 0, 0, 0, 0});
      octets.writeBytes(new byte[] {0, (byte) (subnet.length + 4)});
      octets.writeBytes(new byte[] {0, 8, 0, (byte) subnet.length});
      octets.writeBytes(subnet);
    }
    var message = octets.toByteArray();
    message[ADDITIONALS] = (byte) (subnet.length > 0 ? 1 : 0);
    return message;
  }
}
