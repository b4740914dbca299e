package org.pharosdns.dns.answer;

import org.pharosdns.dns.wire.Octets;

/// The layout of a compiled answer inside an arena: one RRset in wire form, ready to be placed.
///
/// ```
///  0 type   2 records   4 body octets   6 fixups   8 additionals    16 bits each
/// 10 body: the records in wire form; owner and pointers are filled in when placed
///    fixups:      16 bits where in the body a pointer stands, 16 bits what it means
///    additionals: 16 bits where in the body the target's name stands, 32 bits the target's block
/// ```
///
/// A pointer means: 0 the owner; 1 to 127 the suffix of the owner with that many labels; from
/// {@link #BODY_TARGET} on that place in the body. A block without records stands for a steered
/// RRset; its body is the 32-bit index of that RRset.
///
/// A *bare* block, which most blocks of a large zone are, is nothing but its one record, without
/// pointers in its RDATA and without additionals. Where other blocks have their type it has
/// the room for the pointer to its owner, which is 0: no RRset has the type 0.
public final class AnswerBlock {
  /// Octets in front of the body, but for a bare block.
  public static final int HEADER_OCTETS = 10;

  /// Octets of a fixup.
  static final int FIXUP_OCTETS = 4;

  /// Octets of a reference to additional records.
  static final int ADDITIONAL_OCTETS = 6;

  /// Octets of a record in front of its RDATA: owner (a pointer), type, class, TTL, RDLENGTH.
  public static final int RECORD_FIXED_OCTETS = 12;

  /// Pointer meanings from here on are places in the body.
  static final int BODY_TARGET = 128;

  /// Names in the body from here on are not pointed at, so that every pointer fits in 14 bits even
  /// behind a long chain.
  static final int MAX_TARGET = 4096;

  /// Instead of a place in the body: the owner itself is the target.
  static final int OWNER_IS_TARGET = 0xffff;

  /// Set in a reference to addresses without which a referral is of no use (RFC 9471).
  static final int REQUIRED = 0x8000_0000;

  private AnswerBlock() {}

  /// Whether the block is nothing but its one record.
  static boolean isBare(byte[] arena, int block) {
    return Octets.u16(arena, block) == 0;
  }

  /// The type of the RRset.
  public static int type(byte[] arena, int block) {
    var type = Octets.u16(arena, block);
    return type != 0 ? type : Octets.u16(arena, block + 2);
  }

  /// The number of records, 0 for a steered RRset.
  public static int records(byte[] arena, int block) {
    return isBare(arena, block) ? 1 : Octets.u16(arena, block + 2);
  }

  /// Whether the RRset is steered.
  public static boolean isSteered(byte[] arena, int block) {
    return records(arena, block) == 0;
  }

  /// The index of a steered RRset.
  public static int steeredIndex(byte[] arena, int block) {
    return Octets.i32(arena, block + HEADER_OCTETS);
  }

  /// The number of references to additional records.
  public static int additionals(byte[] arena, int block) {
    return isBare(arena, block) ? 0 : Octets.u16(arena, block + 8);
  }

  /// Where the next thing in the arena starts.
  public static int end(byte[] arena, int block) {
    return additionalAt(arena, block, additionals(arena, block));
  }

  /// Lets reference `i` to additional records mean `target`, a block of this arena without pointers
  /// in its RDATA.
  ///
  /// @param required whether a referral without it is of no use
  public static void link(byte[] arena, int block, int i, int target, boolean required) {
    var value = required ? target | REQUIRED : target;
    Octets.putI32(arena, additionalAt(arena, block, i) + 2, value);
  }

  /// Where the records start.
  static int body(byte[] arena, int block) {
    return isBare(arena, block) ? block : block + HEADER_OCTETS;
  }

  static int bodyOctets(byte[] arena, int block) {
    return isBare(arena, block)
        ? RECORD_FIXED_OCTETS + Octets.u16(arena, block + 10)
        : Octets.u16(arena, block + 4);
  }

  static int fixups(byte[] arena, int block) {
    return isBare(arena, block) ? 0 : Octets.u16(arena, block + 6);
  }

  static int fixupAt(byte[] arena, int block, int i) {
    return body(arena, block) + bodyOctets(arena, block) + i * FIXUP_OCTETS;
  }

  static int additionalAt(byte[] arena, int block, int i) {
    return fixupAt(arena, block, fixups(arena, block)) + i * ADDITIONAL_OCTETS;
  }
}
