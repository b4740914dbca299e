package org.pharosdns.health.monitor;

/// The one writable {@link Evidence}. Written by the health thread alone.
final class EvidenceCell implements Evidence {
  private volatile long lastOkNanos;
  private volatile long lastFailNanos;
  private final long seededNanos;

  EvidenceCell(long lastOkNanos, long lastFailNanos, long seededNanos) {
    this.lastOkNanos = lastOkNanos;
    this.lastFailNanos = lastFailNanos;
    this.seededNanos = seededNanos;
  }

  @Override
  public long lastOkNanos() {
    return lastOkNanos;
  }

  @Override
  public long lastFailNanos() {
    return lastFailNanos;
  }

  @Override
  public long seededNanos() {
    return seededNanos;
  }

  void passed(long startNanos) {
    lastOkNanos = startNanos;
  }

  void failed(long startNanos) {
    lastFailNanos = startNanos;
  }
}
