package org.pharosdns.dns.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.pharosdns.dns.server.QueryProcessor;

/// Listens on UDP and TCP and hands every message to a processor of the event loop it came to.
public final class DnsServer implements AutoCloseable {
  /// Binds all addresses, or none.
  ///
  /// @param processors called once per event loop
  /// @throws BindFailedException naming every address that could not be bound
  public static DnsServer start(
      List<InetSocketAddress> listen,
      TransportSettings settings,
      Supplier<QueryProcessor> processors) {
    throw new UnsupportedOperationException();
  }

  /// Returns the addresses bound, in the order asked for, with the ports that the system chose.
  public List<InetSocketAddress> addresses() {
    throw new UnsupportedOperationException();
  }

  /// Answers what was received, then closes: TCP connections with FIN, not reset. At most 5
  /// seconds.
  @Override
  public void close() {}
}
