package org.pharosdns.cli;

import sun.misc.Signal;

/// The signals as the JVM gives them: by `sun.misc.Signal`, which every JDK has and no standard
/// covers.
final class JvmSignals implements Signals {
  @Override
  public void on(String name, Runnable action) {
    var _ = Signal.handle(new Signal(name), signal -> action.run());
  }
}
