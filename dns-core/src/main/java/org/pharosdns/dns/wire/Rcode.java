package org.pharosdns.dns.wire;

/// Response codes (RFC 1035 section 4.1.1, RFC 2136 section 2.2, RFC 6891 section 9).
///
/// Codes above 15 need EDNS: their upper eight bits travel in the OPT record.
public final class Rcode {
  /// No error.
  public static final int NOERROR = 0;

  /// The message could not be understood.
  public static final int FORMERR = 1;

  /// The server could not answer.
  public static final int SERVFAIL = 2;

  /// The name does not exist.
  public static final int NXDOMAIN = 3;

  /// The kind of query is not implemented.
  public static final int NOTIMP = 4;

  /// Not answered by policy.
  public static final int REFUSED = 5;

  /// A name that must not exist does; a DNAME made a name too long (RFC 6672 section 2.2).
  public static final int YXDOMAIN = 6;

  /// An RRset that must not exist does (RFC 2136 section 2.2).
  public static final int YXRRSET = 7;

  /// An RRset that must exist does not (RFC 2136 section 2.2).
  public static final int NXRRSET = 8;

  /// Not authoritative for the zone; TSIG key unknown.
  public static final int NOTAUTH = 9;

  /// A name in an update is not in the zone (RFC 2136 section 2.2).
  public static final int NOTZONE = 10;

  /// The EDNS version is not implemented.
  public static final int BADVERS = 16;

  /// Within a TSIG record: the signature is wrong (RFC 8945 section 3).
  public static final int BADSIG = 16;

  /// Within a TSIG record: key not recognised (RFC 8945 section 3).
  public static final int BADKEY = 17;

  /// Within a TSIG record: too far from our clock (RFC 8945 section 3).
  public static final int BADTIME = 18;

  /// The cookie is missing its server part, or that is not good (RFC 7873 section 8).
  public static final int BADCOOKIE = 23;

  /// One more than the largest code assigned.
  public static final int COUNT = 24;

  private Rcode() {}
}
