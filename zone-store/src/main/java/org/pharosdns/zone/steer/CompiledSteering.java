package org.pharosdns.zone.steer;

import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.wire.DnsName;

/// A steered RRset with the verdicts of one moment. Immutable, any thread.
public final class CompiledSteering implements SteeredRRset {
  private final DnsName owner;
  private final int type;

  CompiledSteering(DnsName owner, int type) {
    this.owner = owner;
    this.type = type;
  }

  @Override
  public DnsName owner() {
    return owner;
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  public void choose(long nowNanos, Draw draw, Choice choice) {
    throw new UnsupportedOperationException();
  }

  /// Returns why this RRset answers as it does at a moment.
  public Decision explain(long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// Whether no tier is left by the verdicts alone, whatever the age of the evidence.
  public boolean isExhausted() {
    throw new UnsupportedOperationException();
  }

  /// Returns how many members of its own the name can answer with by verdicts and forced states;
  /// backup tiers do not count, standby members do.
  public int usableMembers() {
    throw new UnsupportedOperationException();
  }
}
