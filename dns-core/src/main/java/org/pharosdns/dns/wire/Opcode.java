package org.pharosdns.dns.wire;

/// Kinds of query (RFC 1035 section 4.1.1 and the IANA registry).
public final class Opcode {
  /// A question.
  public static final int QUERY = 0;

  /// Withdrawn by RFC 3425.
  public static final int IQUERY = 1;

  /// Never specified.
  public static final int STATUS = 2;

  /// A zone has changed (RFC 1996).
  public static final int NOTIFY = 4;

  /// Dynamic update (RFC 2136).
  public static final int UPDATE = 5;

  private Opcode() {}
}
