package org.pharosdns.health.monitor;

import java.net.InetAddress;
import java.time.Duration;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;

/// Monitors as tests want them.
final class Monitors {
  private Monitors() {}

  static Monitor tcp(Timing timing, String address, int port) {
    return new Monitor(
        new TcpCheck(timing, port, null, null), new Target(InetAddress.ofLiteral(address), port));
  }

  /// The monitor of the n-th address of `10.0.0.0/8`.
  static Monitor tcp(Timing timing, int n) {
    return tcp(timing, "10." + (n >> 16) + '.' + (n >> 8 & 0xff) + '.' + (n & 0xff), 80);
  }

  static Timing every(Duration interval) {
    return new Timing(interval, interval, interval, 0.1, 3, 2);
  }
}
