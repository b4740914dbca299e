package org.pharosdns.health.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator says of members, whatever their probes say.
///
/// @param reason as the operator gave it, any text
/// @param author who said so
/// @param until when it releases by itself; null: never
public record ForcedState(
    Subject subject,
    Kind kind,
    @Nullable String reason,
    String author,
    Instant since,
    @Nullable Instant until) {
  /// What is said.
  public enum Kind {
    /// In the answers, whatever probes say.
    UP,
    /// Out of the answers, whatever probes say.
    DOWN,
    /// Out of new answers, still probed, not brought back when all else is down.
    DRAIN,
    /// Nothing: the verdict counts, though an earlier forced state about more members says
    /// otherwise.
    AUTO
  }

  /// Returns the same with another moment of release, where it has one.
  ForcedState movedBy(Duration by) {
    return until == null
        ? this
        : new ForcedState(subject, kind, reason, author, since, until.plus(by));
  }

  /// Returns whether it has released itself.
  public boolean isExpired(Instant now) {
    return until != null && !now.isBefore(until);
  }
}
