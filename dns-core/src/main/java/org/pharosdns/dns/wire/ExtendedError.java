package org.pharosdns.dns.wire;

/// Extended error codes that a plain authoritative server has a use for (RFC 8914 section 4).
public final class ExtendedError {
  /// No code is sent.
  public static final int NONE = -1;

  /// None of the others.
  public static final int OTHER = 0;

  /// The server is not ready to answer this.
  public static final int NOT_READY = 14;

  /// Refused by policy about the client.
  public static final int PROHIBITED = 18;

  /// Asked about a name outside the zones served.
  public static final int NOT_AUTHORITATIVE = 20;

  /// The operation is not supported.
  public static final int NOT_SUPPORTED = 21;

  private ExtendedError() {}
}
