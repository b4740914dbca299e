package org.pharosdns.dns.wire;

/// Classes (RFC 1035 section 3.2.4, RFC 2136 section 1.3).
public final class RecordClass {
  /// Internet.
  public static final int IN = 1;

  /// Chaos: where servers tell about themselves (RFC 4892).
  public static final int CH = 3;

  /// Hesiod.
  public static final int HS = 4;

  /// Only in updates.
  public static final int NONE = 254;

  /// Only in questions, updates and TSIG.
  public static final int ANY = 255;

  private RecordClass() {}
}
