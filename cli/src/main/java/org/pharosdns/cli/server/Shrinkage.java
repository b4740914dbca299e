package org.pharosdns.cli.server;

import java.util.Optional;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.zone.model.Problem;

/// What a zone would lose that a reload takes away only when forced to: that is how a file looks
/// that was cut off and can still be read.
///
/// A steering file that was removed takes its steering with it, as a zone file takes its zone.
final class Shrinkage {
  /// Of no more records, and of no more steered names, most may go.
  private static final int SHRINKS_FREELY = 20;

  private Shrinkage() {}

  /// Returns what speaks against it.
  static Optional<Problem> of(ZoneData old, ZoneData data) {
    return records(old, data).or(() -> steering(old, data));
  }

  private static Optional<Problem> records(ZoneData old, ZoneData data) {
    var had = old.contents().records();
    var left = data.contents().records();
    if (!losesMost(had, left)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.error(
                data.source().file(),
                0,
                0,
                "the zone would shrink from %d to %d records".formatted(had, left))
            .withHint("is the file cut off? reload --force takes it"));
  }

  private static Optional<Problem> steering(ZoneData old, ZoneData data) {
    var had = old.steeredNames();
    var left = data.steeredNames();
    var losesAll = had > 0 && left == 0;
    if (!data.hasSteeringFile() || !(losesAll || losesMost(had, left))) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.error(
                data.source().steering(),
                0,
                0,
                "the steered names of the zone would shrink from %d to %d".formatted(had, left))
            .withHint("is the file cut off? reload --force takes it; or remove the file"));
  }

  private static boolean losesMost(int had, int left) {
    return had > SHRINKS_FREELY && left * 2L < had;
  }
}
