package org.pharosdns.conformance.oracle;

import java.net.InetSocketAddress;

/// A running name server that serves the generated zones.
interface Peer extends AutoCloseable {
  /// Returns what it is called in reports.
  String name();

  /// Returns where it listens, UDP and TCP.
  InetSocketAddress address();

  /// Stops it.
  @Override
  void close();
}
