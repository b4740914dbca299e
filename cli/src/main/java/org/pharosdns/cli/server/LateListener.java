package org.pharosdns.cli.server;

import java.util.List;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;

/// Passes on what it is told to a listener that is made later than what it listens to.
final class LateListener implements HealthListener {
  private volatile HealthListener listener = (table, changed) -> {};

  void begin(HealthListener late) {
    listener = late;
  }

  @Override
  public void healthChanged(HealthTable table, List<Monitor> changed) {
    listener.healthChanged(table, changed);
  }

  @Override
  public void monitorFailureBegan(long sinceNanos) {
    listener.monitorFailureBegan(sinceNanos);
  }

  @Override
  public void monitorFailureEnded() {
    listener.monitorFailureEnded();
  }
}
