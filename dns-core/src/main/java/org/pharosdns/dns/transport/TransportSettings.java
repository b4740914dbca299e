package org.pharosdns.dns.transport;

/// How the sockets behave.
///
/// @param kind how UDP is done
/// @param workers event loops, at least 1
/// @param udpPayload the largest UDP answer in octets
/// @param tcp what TCP clients may ask for
public record TransportSettings(Kind kind, int workers, int udpPayload, TcpSettings tcp) {
  /// How UDP is done. `AUTO` takes the fastest that works here.
  public enum Kind {
    AUTO,
    NATIVE,
    NETTY
  }

  /// Returns the defaults with `workers` event loops.
  public static TransportSettings defaults(int workers) {
    return new TransportSettings(Kind.AUTO, workers, 1232, TcpSettings.DEFAULTS);
  }

  /// Returns the same with so many event loops.
  public TransportSettings withWorkers(int count) {
    return new TransportSettings(kind, count, udpPayload, tcp);
  }

  /// Returns the same for a server that takes no TCP clients, and needs no descriptors for them.
  TransportSettings withoutTcp() {
    return new TransportSettings(kind, workers, udpPayload, TcpSettings.NOBODY);
  }
}
