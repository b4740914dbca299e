package org.pharosdns.cli.control;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;

/// A server that runs in this process.
public interface RunningServer extends AutoCloseable {
  /// Returns the addresses on which it answers DNS, with the ports that the system chose.
  List<InetSocketAddress> addresses();

  /// Returns its control, without a socket between.
  ControlApi control();

  /// Whether none of the threads that queries and verdicts depend on is stuck.
  boolean isAlive();

  /// Watches from now on a long-lived thread that is not of the server itself: when it is
  /// stuck, the log says so.
  ///
  /// @param loop runs a task on that thread
  void watch(String name, Executor loop);

  /// Answers what was received, then stops. At most five seconds.
  @Override
  void close();
}
