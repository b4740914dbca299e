package org.pharosdns.cli.server;

import java.util.List;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;

/// Passes on what it is told to listeners that are made later than what they listen to.
final class LateListener implements HealthListener {
  private volatile List<HealthListener> listeners = List.of();

  void begin(HealthListener... late) {
    listeners = List.of(late);
  }

  @Override
  public void healthChanged(HealthTable table, List<Monitor> changed) {
    listeners.forEach(each -> each.healthChanged(table, changed));
  }

  @Override
  public void monitorFailureBegan(long sinceNanos) {
    listeners.forEach(each -> each.monitorFailureBegan(sinceNanos));
  }

  @Override
  public void monitorFailureEnded() {
    listeners.forEach(HealthListener::monitorFailureEnded);
  }
}
