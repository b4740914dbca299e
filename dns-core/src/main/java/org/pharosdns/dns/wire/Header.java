package org.pharosdns.dns.wire;

/// The header of a message (RFC 1035 section 4.1.1): twelve octets, by offset, and its flag bits.
public final class Header {
  /// Length of the header; the question starts here.
  public static final int OCTETS = 12;

  /// Offset of the identifier, 16 bits.
  public static final int ID = 0;

  /// Offset of flags, opcode and RCODE, 16 bits.
  public static final int FLAGS = 2;

  /// Offset of the number of questions, 16 bits.
  public static final int QUESTIONS = 4;

  /// Offset of the number of answer records, 16 bits.
  public static final int ANSWERS = 6;

  /// Offset of the number of authority records, 16 bits.
  public static final int AUTHORITIES = 8;

  /// Offset of the number of additional records, 16 bits.
  public static final int ADDITIONALS = 10;

  /// Flag: this is a response.
  public static final int QR = 0x8000;

  /// Flag: the answer is authoritative for the name asked.
  public static final int AA = 0x0400;

  /// Flag: the answer did not fit.
  public static final int TC = 0x0200;

  /// Flag: recursion desired; copied into the answer.
  public static final int RD = 0x0100;

  /// Flag: checking disabled; copied into the answer (RFC 4035 section 3.1.6).
  public static final int CD = 0x0010;

  /// The bits of the opcode within the flags.
  public static final int OPCODE_MASK = 0x7800;

  private static final int OPCODE_SHIFT = 11;

  private Header() {}

  /// Returns the opcode within `flags`, 0 to 15.
  public static int opcode(int flags) {
    return (flags & OPCODE_MASK) >>> OPCODE_SHIFT;
  }
}
