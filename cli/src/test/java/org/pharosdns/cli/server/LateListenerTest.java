package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;

/// Whoever listens hears of everything, whatever becomes of others.
class LateListenerTest {
  private final List<String> heard = new ArrayList<>();

  private final class Listener implements HealthListener {
    @Override
    public void healthChanged(HealthTable table, List<Monitor> changed) {
      heard.add("changed");
    }

    @Override
    public void monitorFailureBegan(long sinceNanos) {
      heard.add("began at " + sinceNanos);
    }

    @Override
    public void monitorFailureEnded() {
      heard.add("ended");
    }
  }

  private static final class Broken implements HealthListener {
    @Override
    public void healthChanged(HealthTable table, List<Monitor> changed) {
      throw new InternalError("a bug");
    }

    @Override
    public void monitorFailureBegan(long sinceNanos) {
      throw new InternalError("a bug");
    }

    @Override
    public void monitorFailureEnded() {
      throw new IllegalStateException("a bug");
    }
  }

  @Test
  void oneThatFailsHoldsBackNoOther() {
    var late = new LateListener();
    late.begin(new Broken(), new Listener());
    late.healthChanged(HealthTable.EMPTY, List.of());
    late.monitorFailureBegan(7);
    late.monitorFailureEnded();
    assertThat(heard).containsExactly("changed", "began at 7", "ended");
  }
}
