package org.pharosdns.cli.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// `[witness]`: whom to reach to know that this host is not cut off.
///
/// @param targets none when there is no `[witness]`
/// @param interval from round to round
/// @param timeout of each connection, at most the interval
public record WitnessSection(List<InetSocketAddress> targets, Duration interval, Duration timeout) {
  /// No witnesses: nothing is guessed.
  public static final WitnessSection NONE =
      new WitnessSection(List.of(), Duration.ofSeconds(5), Duration.ofSeconds(1));

  /// Copies the list.
  public WitnessSection {
    targets = List.copyOf(targets);
  }
}
