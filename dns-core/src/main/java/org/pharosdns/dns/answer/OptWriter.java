package org.pharosdns.dns.answer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.cookie.CookieExchange;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;

/// Writes the OPT record of an answer (RFC 6891): only for clients that sent one, always last but
/// for TSIG.
///
/// Options: NSID when asked for and configured, a cookie for a cookie, the client's subnet with the
/// scope of the answer, keepalive over TCP, an extended error when there is something to say and
/// room for it. Owned by one event loop.
final class OptWriter {
  private static final int MILLIS_PER_TENTH = 100;
  private static final int KEEPALIVE_OCTETS = EdnsOption.HEADER_OCTETS + 2;

  /// Where in the data of a client subnet option the scope stands.
  private static final int SUBNET_SCOPE = 3;

  private static final int EXTENDED_ERROR_OCTETS = EdnsOption.HEADER_OCTETS + 2;

  /// So much fits into 512 octets beside the longest question and every other option.
  private static final int MAX_IDENTITY_OCTETS = 128;

  private final byte[] identity;
  private final int udpPayload;
  private final int keepaliveTenths;
  private final @Nullable CookieExchange cookies;
  private int rcode;
  private int extendedError;
  private int clientScope;
  private boolean dismissed;

  /// @param identity sent as NSID, at most 128 octets of UTF-8; null for none
  /// @param tcpIdleMillis how long a TCP connection may be silent; told in units of 100 ms,
  ///     65,535 at
  ///     most
  /// @param cookies null: cookies are ignored
  /// @throws IllegalArgumentException when the identity is longer
  OptWriter(
      @Nullable String identity,
      int udpPayload,
      long tcpIdleMillis,
      @Nullable ServerCookies cookies) {
    this.cookies = cookies == null ? null : new CookieExchange(cookies);
    this.identity = identity == null ? new byte[0] : identity.getBytes(StandardCharsets.UTF_8);
    this.udpPayload = udpPayload;
    keepaliveTenths = (int) Math.min(tcpIdleMillis / MILLIS_PER_TENTH, 0xffff);
    if (this.identity.length > MAX_IDENTITY_OCTETS) {
      throw new IllegalArgumentException(
          "identity of " + this.identity.length + " octets; at most 128 are allowed");
    }
  }

  /// Looks at the query's cookie.
  void judgeCookie(Query query) {
    if (cookies != null && sendsCookie(query)) {
      cookies.judge(query);
    }
  }

  /// Whether the query that was judged last proves by its cookie who it comes from.
  boolean cookieValid(Query query) {
    return cookies != null && sendsCookie(query) && cookies.valid();
  }

  /// Whether the answer has a cookie.
  boolean sendsCookie(Query query) {
    return cookies != null && query.edns().cookieOctets() > 0;
  }

  /// How many octets {@link #write} needs, the extended error not counted.
  int octets(Query query) {
    var edns = query.edns();
    if (!edns.present()) {
      return 0;
    }
    var octets = EdnsOption.OPT_OCTETS;
    if (sendsIdentity(query)) {
      octets += EdnsOption.HEADER_OCTETS + identity.length;
    }
    if (sendsCookie(query)) {
      octets += EdnsOption.HEADER_OCTETS + CookieExchange.COOKIE_OCTETS;
    }
    if (edns.subnetOctets() > 0) {
      octets += EdnsOption.HEADER_OCTETS + edns.subnetOctets();
    }
    if (sendsKeepalive(query)) {
      octets += KEEPALIVE_OCTETS;
    }
    return octets;
  }

  private boolean sendsIdentity(Query query) {
    return query.edns().nsidAsked() && identity.length > 0;
  }

  private static boolean sendsKeepalive(Query query) {
    return query.edns().keepaliveAsked() && query.client().transport() == Client.Transport.TCP;
  }

  /// Sets what the next record says of the answer.
  ///
  /// @param clientScope how long a prefix around the client the answer holds for, bits; 0 for
  ///     everyone
  /// @param dismissed whether the answer is to be no longer than its question: it has no NSID
  void begin(int rcode, int extendedError, int clientScope, boolean dismissed) {
    this.rcode = rcode;
    this.extendedError = extendedError;
    this.clientScope = clientScope;
    this.dismissed = dismissed;
  }

  /// Writes the record at `offset`; the query has one.
  ///
  /// @param end where the room for it ends, at least {@link #octets} behind `offset`
  /// @return where the record ends
  int write(Query query, byte[] out, int offset, int end) {
    out[offset] = 0;
    Octets.putU16(out, offset + 1, RecordType.OPT);
    Octets.putU16(out, offset + 3, udpPayload);
    var flags = query.edns().dnssecOk() ? EdnsOption.DO : 0;
    Octets.putI32(out, offset + 5, (rcode >>> 4) << 24 | flags);
    var position = offset + EdnsOption.OPT_OCTETS;
    if (sendsIdentity(query) && !dismissed) {
      position = option(out, position, EdnsOption.NSID, identity, 0, identity.length);
    }
    if (cookies != null && sendsCookie(query)) {
      position =
          option(
              out, position, EdnsOption.COOKIE, cookies.cookie(), 0, CookieExchange.COOKIE_OCTETS);
    }
    if (query.edns().subnetOctets() > 0) {
      position = subnet(query, out, position);
    }
    if (sendsKeepalive(query)) {
      position = number(out, position, EdnsOption.TCP_KEEPALIVE, keepaliveTenths);
    }
    if (extendedError != ExtendedError.NONE && end - position >= EXTENDED_ERROR_OCTETS) {
      position = number(out, position, EdnsOption.EXTENDED_ERROR, extendedError);
    }
    Octets.putU16(out, offset + 9, position - offset - EdnsOption.OPT_OCTETS);
    return position;
  }

  /// RFC 7871 section 7.2.1: what the client sent comes back, with the scope. A client that gives 0
  /// bits of its address wants no other answer than anyone's.
  private int subnet(Query query, byte[] out, int position) {
    var edns = query.edns();
    var end =
        option(
            out,
            position,
            EdnsOption.CLIENT_SUBNET,
            query.message(),
            edns.subnetOffset(),
            edns.subnetOctets());
    if (edns.subnetBits() > 0) {
      out[position + EdnsOption.HEADER_OCTETS + SUBNET_SCOPE] = (byte) clientScope;
    }
    return end;
  }

  private static int number(byte[] out, int position, int code, int value) {
    Octets.putU16(out, position, code);
    Octets.putU16(out, position + 2, 2);
    Octets.putU16(out, position + EdnsOption.HEADER_OCTETS, value);
    return position + EdnsOption.HEADER_OCTETS + 2;
  }

  private static int option(
      byte[] out, int position, int code, byte[] data, int offset, int octets) {
    Octets.putU16(out, position, code);
    Octets.putU16(out, position + 2, octets);
    System.arraycopy(data, offset, out, position + EdnsOption.HEADER_OCTETS, octets);
    return position + EdnsOption.HEADER_OCTETS + octets;
  }
}
