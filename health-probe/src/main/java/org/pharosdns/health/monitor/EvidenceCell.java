package org.pharosdns.health.monitor;

/// The one writable {@link Evidence}. Written by the health thread alone.
final class EvidenceCell implements Evidence {
  private volatile long lastOkNanos;
  private volatile long lastFailNanos;

  EvidenceCell(long lastOkNanos, long lastFailNanos) {
    this.lastOkNanos = lastOkNanos;
    this.lastFailNanos = lastFailNanos;
  }

  @Override
  public long lastOkNanos() {
    return lastOkNanos;
  }

  @Override
  public long lastFailNanos() {
    return lastFailNanos;
  }

  void passed(long startNanos) {
    lastOkNanos = startNanos;
  }

  void failed(long startNanos) {
    lastFailNanos = startNanos;
  }
}
