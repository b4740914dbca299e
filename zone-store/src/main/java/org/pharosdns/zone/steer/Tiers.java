package org.pharosdns.zone.steer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// The arithmetic of `min_healthy` over the members of a tier.
final class Tiers {
  private Tiers() {}

  /// Returns how much must be healthy: members, or units of weight for a weight share. At least 1.
  static long needed(SteeredName name, List<Endpoint> members) {
    return Math.max(
        1,
        switch (name.tolerance().minHealthy()) {
          case MinHealthy.Count count -> count.members();
          case MinHealthy.Percent percent ->
              Math.ceilDiv((long) percent.percent() * countNotOff(name, members), 100);
          case MinHealthy.WeightShare share -> ceil(share.share(), units(name, members));
        });
  }

  /// The share as it is written, not the nearest binary fraction.
  private static long ceil(double share, long units) {
    return BigDecimal.valueOf(share)
        .multiply(BigDecimal.valueOf(units))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /// Returns whether all members with a share but the one with the largest are enough.
  static boolean canSpareOne(SteeredName name, List<Endpoint> members) {
    var byUnits = name.tolerance().minHealthy() instanceof MinHealthy.WeightShare;
    var sum = 0L;
    var largest = 0L;
    for (var member : members) {
      if (name.weight(member) instanceof Weight.Share share) {
        var health = byUnits ? share.units() : 1;
        sum += health;
        largest = Math.max(largest, health);
      }
    }
    return sum - largest >= needed(name, members);
  }

  private static long countNotOff(SteeredName name, List<Endpoint> members) {
    return members.stream().filter(m -> !(name.weight(m) instanceof Weight.Off)).count();
  }

  private static long units(SteeredName name, List<Endpoint> members) {
    return members.stream().mapToLong(m -> units(name.weight(m))).sum();
  }

  /// Returns the units of a weight; 0 for standby and off.
  static int units(Weight weight) {
    return weight instanceof Weight.Share share ? share.units() : 0;
  }
}
