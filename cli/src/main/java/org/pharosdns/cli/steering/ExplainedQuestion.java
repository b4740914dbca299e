package org.pharosdns.cli.steering;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.DnsName;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// A question as the network would bring it: an address asks by itself, a network stands in a
/// client
/// subnet option (RFC 7871).
///
/// @param message in wire form
@SuppressWarnings("ArrayRecordComponent") // made for one question, never compared
record ExplainedQuestion(byte[] message, Client client) {
  private static final int UDP_PAYLOAD = 1232;

  /// @param network who asks; null for anyone
  /// @throws IOException when this cannot be asked
  static ExplainedQuestion of(DnsName owner, int type, @Nullable ClientNetwork network)
      throws IOException {
    var message = Message.newQuery(Record.newRecord(new Name(owner.wire()), type, DClass.IN));
    var client = Client.imagined(Client.Transport.TCP);
    var sender = network == null || network.isSubnet() ? new byte[4] : network.address();
    client.address(sender, 0, sender.length);
    if (network != null && network.isSubnet()) {
      var subnet = new ClientSubnetOption(network.prefixBits(), network.inet());
      message.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0, 0, List.of(subnet)), Section.ADDITIONAL);
    }
    return new ExplainedQuestion(message.toWire(), client);
  }

  /// Returns the question as the engine reads it.
  Query at(long nowNanos) {
    var query = new Query(new Draw(0));
    QueryParser.parse(query, message, 0, message.length, client, nowNanos);
    return query;
  }
}
