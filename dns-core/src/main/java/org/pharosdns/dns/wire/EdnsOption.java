package org.pharosdns.dns.wire;

/// Option codes of the OPT record, and its fixed parts (RFC 6891 section 6.1).
public final class EdnsOption {
  /// Name server identifier (RFC 5001).
  public static final int NSID = 3;

  /// Client subnet (RFC 7871).
  public static final int CLIENT_SUBNET = 8;

  /// Cookie (RFC 7873).
  public static final int COOKIE = 10;

  /// TCP keepalive (RFC 7828).
  public static final int TCP_KEEPALIVE = 11;

  /// Extended error (RFC 8914).
  public static final int EXTENDED_ERROR = 15;

  /// Octets of an OPT record without options: root, type, payload, TTL, RDLENGTH.
  public static final int OPT_OCTETS = 11;

  /// Octets in front of each option's data: code and length.
  public static final int HEADER_OCTETS = 4;

  /// The DO bit within the 32 bits of the OPT record's TTL field (RFC 3225).
  public static final int DO = 0x8000;

  private EdnsOption() {}
}
