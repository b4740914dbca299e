package org.pharosdns.zone.compile;

import org.pharosdns.dns.answer.AnswerBlock;

/// Where a lookup in one zone ended (RFC 1034 section 4.3.2). Refilled by each lookup; owned by one
/// thread.
public final class Resolution {
  /// The few ways in which a lookup can end.
  public enum Kind {
    /// The type asked for is at the name, or comes from a wildcard.
    FOUND,
    /// The name exists, the type does not.
    NODATA,
    /// The name is at or below a cut: the block is the NS RRset there.
    REFERRAL,
    /// The name is an alias: the block is its CNAME.
    CNAME,
    /// The name is below a DNAME: the block is that DNAME.
    DNAME,
    /// The name does not exist.
    NXDOMAIN
  }

  private Kind kind = Kind.NXDOMAIN;
  private int block;
  private int label;
  private int others;

  void set(Kind kind, int block, int label) {
    this.kind = kind;
    this.block = block;
    this.label = label;
    others = 0;
  }

  /// Notes an RRset that stands for all of its name (RFC 8482 section 4.1).
  ///
  /// @param others how many RRsets of the name stand behind it
  void setAny(int block, int others) {
    set(Kind.FOUND, block, 0);
    this.others = others;
  }

  /// Moves to the next RRset that could stand for all, where the question was for ANY.
  ///
  /// @return whether there was one
  public boolean next(byte[] arena) {
    if (others == 0) {
      return false;
    }
    others--;
    block = AnswerBlock.end(arena, block);
    return true;
  }

  /// How the lookup ended.
  public Kind kind() {
    return kind;
  }

  /// Where in {@link CompiledZone#arena()} the block of the answer is; of no use for NODATA and
  /// NXDOMAIN.
  public int block() {
    return block;
  }

  /// The label of the name looked up with which the block's owner starts; 0 when the whole name is
  /// the owner.
  public int label() {
    return label;
  }
}
