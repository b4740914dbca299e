package org.pharosdns.health.check;

/// How to find out whether a target works. A value: equal checks of equal targets are one monitor.
///
/// Every kind is probed alike: on a virtual thread, under one total deadline, with a bound on the
/// octets read, ending in one reason word (see {@link ProbeResult}).
public sealed interface Check permits TcpCheck, HttpCheck, ConstantCheck {
  /// The most octets that a probe reads of headers, and of an answer without a limit of its own.
  int READ_LIMIT = 16 * 1024;

  /// Returns when the check runs and how many results decide.
  Timing timing();

  /// Returns the kind as it is called in the configuration: `tcp`, `http`, `https`, `up`, `down`.
  String kind();
}
