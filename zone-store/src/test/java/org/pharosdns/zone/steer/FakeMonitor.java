package org.pharosdns.zone.steer;

/// A monitor whose verdict and evidence a test sets; times in seconds.
final class FakeMonitor implements ProbeEvidence {
  MonitorReading.State state = MonitorReading.State.UP;
  String reason = "";
  int weightPercent = 100;
  private long validNanos = Long.MAX_VALUE;
  private long lastOkNanos = NEVER;
  private long lastFailNanos = NEVER;
  private long seededNanos = NEVER;

  FakeMonitor is(MonitorReading.State newState) {
    state = newState;
    return this;
  }

  FakeMonitor wants(int percent) {
    weightPercent = percent;
    return this;
  }

  FakeMonitor validFor(double seconds) {
    validNanos = Scene.nanos(seconds);
    return this;
  }

  FakeMonitor okAt(double seconds) {
    lastOkNanos = Scene.nanos(seconds);
    return this;
  }

  FakeMonitor failedAt(double seconds) {
    lastFailNanos = Scene.nanos(seconds);
    return this;
  }

  FakeMonitor seededAt(double seconds) {
    seededNanos = Scene.nanos(seconds);
    return this;
  }

  FakeMonitor because(String newReason) {
    reason = newReason;
    return this;
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

  @Override
  public long validNanos() {
    return validNanos;
  }
}
