package org.pharosdns.cli.config;

/// What clients of the control socket may ask for.
///
/// @param clients served at once; one more is told to come back
/// @param requestOctets the largest body of a request
public record ControlLimits(int clients, int requestOctets) {
  /// The documented defaults: 16 clients, 1 MiB.
  public static final ControlLimits DEFAULTS = new ControlLimits(16, 1 << 20);
}
