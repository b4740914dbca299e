package org.pharosdns.cli.server;

import java.util.List;
import java.util.function.Consumer;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on what it is told to listeners that are made later than what they listen to. One that
/// fails holds back no other.
final class LateListener implements HealthListener {
  private static final Logger LOG = LoggerFactory.getLogger(LateListener.class);

  private volatile List<HealthListener> listeners = List.of();

  void begin(HealthListener... late) {
    listeners = List.of(late);
  }

  @Override
  public void healthChanged(HealthTable table, List<Monitor> changed) {
    tell(each -> each.healthChanged(table, changed));
  }

  @Override
  public void monitorFailureBegan(long sinceNanos) {
    tell(each -> each.monitorFailureBegan(sinceNanos));
  }

  @Override
  public void monitorFailureEnded() {
    tell(HealthListener::monitorFailureEnded);
  }

  private void tell(Consumer<HealthListener> news) {
    for (var each : listeners) {
      try {
        news.accept(each);
      } catch (RuntimeException | Error e) {
        LOG.error("what is told of health met a bug and goes on", e);
      }
    }
  }
}
