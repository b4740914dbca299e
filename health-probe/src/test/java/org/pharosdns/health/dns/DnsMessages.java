package org.pharosdns.health.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.Arrays;

/// Answers of a DNS server, octet by octet.
public final class DnsMessages {
  private DnsMessages() {}

  /// Returns an answer to a query: the code, and a record for each address, owned by the QNAME.
  public static byte[] answer(byte[] query, int rcode, int ttl, String... addresses) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(query, 2));
    out.write(0x80);
    out.write(0x80 | rcode);
    out.writeBytes(new byte[] {0, 1, 0, (byte) addresses.length, 0, 0, 0, 0});
    out.writeBytes(Arrays.copyOfRange(query, 12, query.length));
    for (String text : addresses) {
      byte[] octets = InetAddress.ofLiteral(text).getAddress();
      int type = octets.length == 4 ? 1 : 28;
      out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, (byte) type, 0, 1});
      out.writeBytes(new byte[] {0, 0, (byte) (ttl >> 8), (byte) ttl, 0, (byte) octets.length});
      out.writeBytes(octets);
    }
    return out.toByteArray();
  }

  /// Returns the same answer with a SOA in its authority section.
  public static byte[] withSoa(byte[] answer, int ttl, int minimum) {
    byte[] soa = new byte[34];
    soa[2] = 6;
    soa[4] = 1;
    soa[7] = (byte) (ttl >> 8);
    soa[8] = (byte) ttl;
    soa[10] = 22;
    soa[31] = (byte) (minimum >> 8);
    soa[32] = (byte) minimum;
    byte[] all = Arrays.copyOf(answer, answer.length + 33);
    System.arraycopy(soa, 0, all, answer.length, 33);
    all[9] = 1;
    return all;
  }

  /// Returns the same answer with TC set.
  public static byte[] truncated(byte[] answer) {
    byte[] copy = answer.clone();
    copy[2] |= 0x02;
    return copy;
  }

  /// Returns the type that a query asks for.
  public static int typeOf(byte[] query) {
    return query[query.length - 3];
  }
}
