package org.pharosdns.zone.compile;

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

  void set(Kind kind, int block, int label) {
    this.kind = kind;
    this.block = block;
    this.label = label;
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
