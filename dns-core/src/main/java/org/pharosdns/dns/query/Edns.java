package org.pharosdns.dns.query;

import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Octets;

/// What the OPT record of a query says (RFC 6891). Refilled for each query; owned by one event
/// loop.
///
/// Unknown options and flags are ignored, and all cookies and client subnets but the first (RFC
/// 7873
/// section 5.2). Malformed are: an option that runs past the record, a
/// client subnet or cookie that its RFC calls wrong.
public final class Edns {
  private static final int RECORD_FIXED_OCTETS = 10;
  private static final int SUBNET_FIXED_OCTETS = 4;
  private static final int CLIENT_COOKIE_OCTETS = 8;
  private static final int MIN_FULL_COOKIE_OCTETS = 16;
  private static final int MAX_FULL_COOKIE_OCTETS = 40;
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private boolean present;
  private int version;
  private int udpPayload;
  private boolean dnssecOk;
  private boolean nsidAsked;
  private boolean keepaliveAsked;
  private int cookieOffset;
  private int cookieOctets;
  private int subnetOffset;
  private int subnetOctets;
  private int subnetBits;

  Edns() {}

  void clear() {
    present = false;
    version = 0;
    udpPayload = 0;
    dnssecOk = false;
    clearOptions();
  }

  private void clearOptions() {
    nsidAsked = false;
    cookieOctets = 0;
    keepaliveAsked = false;
    subnetOctets = 0;
    subnetBits = 0;
  }

  /// Reads the OPT record whose type is at `offset` and whose RDATA is `rdataOctets` long, all of
  /// it readable. Options of versions other than 0 are not looked at.
  ///
  /// @return whether it is well-formed
  boolean parse(byte[] in, int offset, int rdataOctets) {
    present = true;
    udpPayload = Octets.u16(in, offset + 2);
    version = Octets.u8(in, offset + 5);
    dnssecOk = (Octets.u16(in, offset + 6) & EdnsOption.DO) != 0;
    if (version == 0 && !parseOptions(in, offset + RECORD_FIXED_OCTETS, rdataOctets)) {
      clearOptions();
      return false;
    }
    return true;
  }

  private boolean parseOptions(byte[] in, int start, int rdataOctets) {
    var position = start;
    var end = start + rdataOctets;
    while (position < end) {
      if (end - position < EdnsOption.HEADER_OCTETS) {
        return false;
      }
      var octets = Octets.u16(in, position + 2);
      var data = position + EdnsOption.HEADER_OCTETS;
      if (octets > end - data || !option(in, position, data, octets)) {
        return false;
      }
      position = data + octets;
    }
    return true;
  }

  private boolean option(byte[] in, int position, int data, int octets) {
    switch (Octets.u16(in, position)) {
      case EdnsOption.NSID -> nsidAsked = true;
      case EdnsOption.TCP_KEEPALIVE -> keepaliveAsked = true;
      case EdnsOption.COOKIE -> {
        if (cookieOctets > 0) {
          return true;
        }
        cookieOffset = data;
        cookieOctets = octets;
        return octets == CLIENT_COOKIE_OCTETS
            || (octets >= MIN_FULL_COOKIE_OCTETS && octets <= MAX_FULL_COOKIE_OCTETS);
      }
      case EdnsOption.CLIENT_SUBNET -> {
        if (subnetOctets > 0) {
          return true;
        }
        subnetOffset = data;
        subnetOctets = octets;
        return parseSubnet(in, data, octets);
      }
      default -> {}
    }
    return true;
  }

  /// RFC 7871 section 6: scope 0, as many octets as the prefix needs, no bits behind the prefix.
  private boolean parseSubnet(byte[] in, int data, int octets) {
    if (octets < SUBNET_FIXED_OCTETS) {
      return false;
    }
    var maxBits =
        switch (Octets.u16(in, data)) {
          case 0 -> 0;
          case 1 -> IPV4_BITS;
          case 2 -> IPV6_BITS;
          default -> -1;
        };
    var bits = Octets.u8(in, data + 2);
    var addressOctets = (bits + 7) / 8;
    if (bits > maxBits
        || Octets.u8(in, data + 3) != 0
        || octets != SUBNET_FIXED_OCTETS + addressOctets) {
      return false;
    }
    subnetBits = bits;
    var unusedBits = 8 * addressOctets - bits;
    return (Octets.u8(in, data + octets - 1) & (1 << unusedBits) - 1) == 0;
  }

  /// Whether the query has an OPT record.
  public boolean present() {
    return present;
  }

  /// The EDNS version, 0 to 255.
  public int version() {
    return version;
  }

  /// The UDP payload the client offers, 0 to 65535 octets, as it stands in the record.
  public int udpPayload() {
    return udpPayload;
  }

  /// Whether the DO bit is set (RFC 3225).
  public boolean dnssecOk() {
    return dnssecOk;
  }

  /// Whether the client asks for the name server's identifier (RFC 5001).
  public boolean nsidAsked() {
    return nsidAsked;
  }

  /// Where in the array of the message the cookie starts: 8 octets of the client, then those of a
  /// server (RFC 7873 section 4).
  public int cookieOffset() {
    return cookieOffset;
  }

  /// The length of the cookie: 8 octets of the client alone, 16 to 40 with a server's, 0 when there
  /// is none.
  public int cookieOctets() {
    return cookieOctets;
  }

  /// Whether the cookie has a server's part.
  public boolean hasServerCookie() {
    return cookieOctets > CLIENT_COOKIE_OCTETS;
  }

  /// Whether the client sent the keepalive option (RFC 7828); it counts over TCP only.
  public boolean keepaliveAsked() {
    return keepaliveAsked;
  }

  /// Where in the array of the message the data of the client subnet option starts: family, source
  /// prefix, scope, address (RFC 7871 section 6).
  public int subnetOffset() {
    return subnetOffset;
  }

  /// The length of the client subnet option's data, 0 when there is none.
  public int subnetOctets() {
    return subnetOctets;
  }

  /// How many bits of the client's address the subnet option gives, 0 to 32 (IPv4) or 128 (IPv6); 0
  /// when there is none.
  public int subnetBits() {
    return subnetBits;
  }
}
