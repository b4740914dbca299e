package org.pharosdns.health.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server answered.
///
/// @param rcode 0 to 15
/// @param truncated whether it is to be asked again over TCP
/// @param addresses of every A and AAAA record in the answer section, in order
/// @param ttlSeconds how long it may be used, 0 to 2^31 − 1: with addresses the least TTL of the
///     answer section, without them that which the SOA gives as well (RFC 2308 section 5); 0
///     when nothing says how long
public record DnsReply(int rcode, boolean truncated, List<InetAddress> addresses, int ttlSeconds) {
  private static final int HEADER = 12;
  private static final int FIXED = 10;
  private static final int SOA = 6;

  /// Two root names and five numbers.
  private static final int SHORTEST_SOA = 22;

  private static final String[] RCODES = {
    "NOERROR",
    "FORMERR",
    "SERVFAIL",
    "NXDOMAIN",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE"
  };

  /// Copies the list.
  public DnsReply {
    addresses = List.copyOf(addresses);
  }

  /// Returns the code's mnemonic, or `RCODE11` for one without.
  public static String mnemonic(int rcode) {
    return rcode < RCODES.length ? RCODES[rcode] : "RCODE" + rcode;
  }

  /// Returns the code that a mnemonic means; throws IllegalArgumentException for none.
  public static int rcode(String mnemonic) {
    int index = Arrays.asList(RCODES).indexOf(mnemonic);
    if (index < 0) {
      throw new IllegalArgumentException(
          '"' + mnemonic + "\" is no response code: write one of " + String.join(", ", RCODES));
    }
    return index;
  }

  /// Returns the reply that the octets are, or null if they are none to that query: somebody else's
  /// ID or question.
  ///
  /// @throws MalformedReplyException if it is one that cannot be read
  static @Nullable DnsReply parse(byte[] octets, byte[] query) throws MalformedReplyException {
    if (!answers(octets, query)) {
      return null;
    }
    return new Reader(octets, query.length).reply();
  }

  /// Names come back in the case they were sent in, but nothing requires that.
  private static boolean answers(byte[] octets, byte[] query) {
    if (octets.length < HEADER || octets[0] != query[0] || octets[1] != query[1]) {
      return false;
    }
    boolean isResponse = (octets[2] & 0x80) != 0;
    int questions = (octets[4] & 0xff) << 8 | (octets[5] & 0xff);
    if (!isResponse || (questions == 0 && octets.length > HEADER)) {
      return false;
    }
    if (questions == 0) {
      return (octets[3] & 0x0f) != 0;
    }
    if (questions != 1 || octets.length < query.length) {
      return false;
    }
    for (int i = HEADER; i < query.length; i++) {
      if (lower(octets[i]) != lower(query[i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /// Walks the answer section, and the authority section of an answer without addresses. Every step
  /// goes forward, so it ends.
  private static final class Reader {
    private final byte[] octets;
    private final List<InetAddress> addresses = new ArrayList<>();
    private int at;
    private long ttl = Long.MAX_VALUE;

    Reader(byte[] octets, int at) {
      this.octets = octets;
      this.at = at;
    }

    DnsReply reply() throws MalformedReplyException {
      int rcode = octets[3] & 0x0f;
      boolean truncated = (octets[2] & 0x02) != 0;
      if (truncated) {
        return new DnsReply(rcode, true, addresses, 0);
      }
      for (int left = count(6); left > 0; left--) {
        readRecord(true);
      }
      if (addresses.isEmpty()) {
        for (int left = count(8); left > 0; left--) {
          readRecord(false);
        }
      }
      return new DnsReply(rcode, false, addresses, ttl == Long.MAX_VALUE ? 0 : (int) ttl);
    }

    private int count(int offset) {
      return (octets[offset] & 0xff) << 8 | (octets[offset + 1] & 0xff);
    }

    private void readRecord(boolean isAnswer) throws MalformedReplyException {
      skipName();
      require(FIXED);
      int type = number(2);
      number(2);
      int recordTtl = Math.max(0, number(4));
      int length = number(2);
      require(length);
      int end = at + length;
      if (isAnswer) {
        ttl = Math.min(ttl, recordTtl);
        readAddress(type, length);
      } else if (type == SOA && length >= SHORTEST_SOA) {
        at = end - 4;
        ttl = Math.min(ttl, Math.min(recordTtl, Math.max(0, number(4))));
      }
      at = end;
    }

    private void readAddress(int type, int length) {
      if ((type == DnsQuestion.A && length == 4) || (type == DnsQuestion.AAAA && length == 16)) {
        addresses.add(address(length));
      }
    }

    private InetAddress address(int length) {
      try {
        return InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + length));
      } catch (UnknownHostException e) {
        throw new IllegalStateException("4 or 16 octets are an address", e);
      }
    }

    private void skipName() throws MalformedReplyException {
      require(1);
      int length = number(1);
      while (length != 0) {
        if ((length & 0xc0) == 0xc0) {
          require(1);
          at++;
          return;
        }
        if (length > 63) {
          throw new MalformedReplyException();
        }
        require(length + 1);
        at += length;
        length = number(1);
      }
    }

    private void require(int count) throws MalformedReplyException {
      if (at + count > octets.length) {
        throw new MalformedReplyException();
      }
    }

    private int number(int count) {
      int value = 0;
      for (int i = 0; i < count; i++) {
        value = value << 8 | (octets[at++] & 0xff);
      }
      return value;
    }
  }
}
