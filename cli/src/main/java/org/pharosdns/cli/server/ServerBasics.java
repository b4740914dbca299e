package org.pharosdns.cli.server;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.steering.SteadyClock;

/// What every part of a server is made with: what was asked for, the clocks, and who looks after
/// what was opened.
///
/// @param configuration of the start, without its geo database: a later one takes its place
record ServerBasics(
    ServeOptions options,
    Configuration configuration,
    InstantSource wall,
    LongSupplier nanoTime,
    SteadyClock clock,
    Liveness liveness,
    OpenParts parts) {
  /// Takes over a part that is closed with the server, and returns it.
  <T extends AutoCloseable> T add(T part) {
    return parts.add(part);
  }

  /// The same of one that the log calls `name`.
  <T extends AutoCloseable> T add(String name, T part) {
    return parts.add(name, part);
  }
}
