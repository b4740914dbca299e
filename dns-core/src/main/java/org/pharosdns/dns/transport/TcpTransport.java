package org.pharosdns.dns.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;

/// DNS over TCP (RFC 7766): the listening sockets, and who may come in. Used by one thread.
///
/// On event loops of its own, so that UDP does not wait for it; they are made by {@link #start},
/// for the same reason.
interface TcpTransport {
  /// So many clients may wait to be accepted.
  int BACKLOG = 4096;

  /// So long those are still accepted who have connected before the end.
  long LAST_ACCEPT_MILLIS = 20;

  /// What a listening socket does when it fails, for want of descriptors mostly.
  long ACCEPT_PAUSE_MILLIS = 100;

  /// Binds `address` and listens; who connects waits until {@link #start}.
  ///
  /// @return the address with the port that the system chose
  /// @throws IOException if that is impossible; then nothing stays bound
  InetSocketAddress bind(InetSocketAddress address) throws IOException;

  /// Undoes {@link #bind}, which returned `bound`, before {@link #start}.
  void unbind(InetSocketAddress bound);

  /// Begins to accept.
  void start();

  /// The loops, each as something that runs a task on its thread. None before {@link #start}.
  List<Executor> loops();

  /// Accepts what has connected, answers what was received, and closes with FIN.
  ///
  /// @param deadlineNanos {@link System#nanoTime} by which all is closed, answered or not
  void close(long deadlineNanos);
}
