package org.pharosdns.dns.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;

/// UDP sockets of a server, one per worker and address. Used by one thread.
interface UdpTransport {
  /// The most datagrams that one system call receives or sends.
  int BATCH = 64;

  /// The most octets of a datagram that are read. A longer one is cut, and answered as such.
  int DATAGRAM_OCTETS = 4096;

  /// Binds `address`, whose port is not 0, for all workers. Nobody is answered before {@link
  /// #start}.
  ///
  /// @throws IOException if that is impossible; then nothing of `address` stays bound
  void bind(InetSocketAddress address) throws IOException;

  /// Begins to answer.
  void start();

  /// The loops, each as something that runs a task on its thread. After {@link #start}.
  List<Executor> loops();

  /// Answers what the sockets have received, then closes them.
  ///
  /// @param deadlineNanos {@link System#nanoTime} by which all is closed, answered or not
  void close(long deadlineNanos);
}
