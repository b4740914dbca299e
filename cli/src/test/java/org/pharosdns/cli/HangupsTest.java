package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangupsTest {
  /// Probes run on virtual threads, and a reload is work that those are not interrupted for.
  @Test
  void aReloadKeepsNoVirtualThreadWaiting() throws Exception {
    var reloads = new LinkedBlockingQueue<Thread>();
    new Hangups(() -> reloads.add(Thread.currentThread())).hangUp();
    assertThat(reloads.poll(10, TimeUnit.SECONDS))
        .isNotNull()
        .matches(thread -> !thread.isVirtual() && thread.isDaemon());
  }
}
