package org.pharosdns.dns.transport;

/// Work that must not keep queries waiting.
public final class Background {
  /// The least that a thread can ask for.
  private static final int LAST = 19;

  private Background() {}

  /// Lets the calling thread wait for all others where a processor has work for both, if the system
  /// allows that.
  public static void standBack() {
    if (NativeUdp.obstacle().isEmpty()) {
      var _ = Syscalls.setNice(LAST);
    }
  }
}
