package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopLagTest {
  private final AtomicLong now = new AtomicLong();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final LoopLag lag =
      new LoopLag(Map.of("quick", Runnable::run, "slow", tasks::add), now::get);

  @Test
  void aLoopIsAsLateAsItsTaskWas() {
    lag.look();
    now.set(3_000_000_000L);
    tasks.remove().run();
    assertThat(lag.look()).isEqualTo(Map.of("quick", 0.0, "slow", 3.0));
  }

  @Test
  void aStuckLoopHasBeenStuckForEverLongerAndGetsNoMoreTasks() {
    lag.look();
    now.set(1_000_000_000L);
    assertThat(lag.look()).containsEntry("slow", 1.0);
    now.set(9_000_000_000L);
    assertThat(lag.look()).containsEntry("slow", 9.0).containsEntry("quick", 0.0);
    assertThat(tasks).hasSize(1);
  }
}
