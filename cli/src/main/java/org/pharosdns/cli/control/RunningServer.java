package org.pharosdns.cli.control;

import java.net.InetSocketAddress;
import java.util.List;

/// A server that runs in this process.
public interface RunningServer extends AutoCloseable {
  /// Returns the addresses on which it answers DNS, with the ports that the system chose.
  List<InetSocketAddress> addresses();

  /// Returns its control, without a socket between.
  ControlApi control();

  /// Whether none of the threads that queries and verdicts depend on is stuck.
  boolean isAlive();

  /// Answers what was received, then stops. At most five seconds.
  @Override
  void close();
}
