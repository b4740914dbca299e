package org.pharosdns.cli.config;

/// What clients of the control API may ask for, on the socket and over TCP each.
///
/// @param clients served at once; one more is told to come back
/// @param requestOctets the largest body of a request
/// @param depth how many levels deep its JSON may be
public record ControlLimits(int clients, int requestOctets, int depth) {
  /// The documented defaults: 16 clients, 1 MiB, 32 levels.
  public static final ControlLimits DEFAULTS = new ControlLimits(16, 1 << 20, 32);
}
