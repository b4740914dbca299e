package org.pharosdns.health.check;

/// How to find out whether a target works. A value: equal checks of equal targets are one monitor.
///
/// Every kind is probed alike: on a virtual thread, under one total deadline, with a bound on the
/// octets read, ending in one reason word (see {@link ProbeResult}).
public sealed interface Check
    permits TcpCheck,
        TlsCheck,
        HttpCheck,
        DnsCheck,
        GrpcCheck,
        UdpCheck,
        ExecCheck,
        FeedCheck,
        AgentCheck,
        ConstantCheck {
  /// Returns when the check runs and how many results decide.
  Timing timing();

  /// Returns the kind as it is called in the configuration: `tcp`, `http`, `https`, `up`, ...
  String kind();

  /// Returns the port used where the target names none, 1 to 65535; 0 for kinds without a port.
  int port();

  /// Returns whether there is anything to run; false where the verdict is constant or is told.
  default boolean isProbed() {
    return true;
  }
}
