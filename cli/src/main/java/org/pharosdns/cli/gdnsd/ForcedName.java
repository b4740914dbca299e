package org.pharosdns.cli.gdnsd;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `admin_state` forces of one name: whole tiers, and members by themselves.
final class ForcedName {
  private final OwnedName name;
  private final ForcedKeys keys;
  private final Report report;
  private final Map<OwnedTier, ForcedKeys.Line> tiers = new LinkedHashMap<>();
  private final Map<OwnedName.Place, ForcedKeys.Line> members = new LinkedHashMap<>();

  ForcedName(OwnedName name, ForcedKeys keys, Report report) {
    this.name = name;
    this.keys = keys;
    this.report = report;
    name.tiers().forEach(this::force);
  }

  /// Returns the tiers that are forced as a whole, with the line that says so.
  Map<OwnedTier, ForcedKeys.Line> tiers() {
    return tiers;
  }

  /// Returns the members that are forced by themselves; none of a tier that is down as a whole.
  Map<OwnedName.Place, ForcedKeys.Line> members() {
    return members;
  }

  /// Whether every member of a tier is down.
  boolean isEmptied(OwnedTier tier) {
    return tier.tier().members().stream()
        .allMatch(member -> isDown(new OwnedName.Place(tier, member)));
  }

  /// Whether all this can be said here; if not, the report says why.
  boolean isPossible() {
    if (!name.isSteered()) {
      lines().forEach(line -> say(line, name.owner() + " is not steered"));
      return lines().isEmpty();
    }
    if (!name.isEmptyWithout(this::isDown)) {
      return true;
    }
    for (var line : lines()) {
      if (line.isDown()) {
        say(
            line,
            "nothing would be left of "
                + name.owner()
                + " for some, whom gdnsd answers all the same; nothing is forced there");
      }
    }
    return false;
  }

  private Set<ForcedKeys.Line> lines() {
    var lines = new LinkedHashSet<>(tiers.values());
    lines.addAll(members.values());
    return lines;
  }

  private void say(ForcedKeys.Line line, String message) {
    report.add(line.where(), "\"" + line.key() + "\": " + message);
  }

  private void force(OwnedTier tier) {
    var whole = datacenter(tier);
    if (whole != null) {
      tiers.put(tier, whole);
    }
    for (var member : tier.tier().members()) {
      var line = member(tier, member);
      if (line != null && (whole == null || !whole.isDown())) {
        members.put(new OwnedName.Place(tier, member), line);
      }
    }
  }

  private ForcedKeys.@Nullable Line datacenter(OwnedTier tier) {
    ForcedKeys.Line found = null;
    for (var key : tier.datacenterKeys()) {
      var line = keys.last(key);
      found = found == null ? line : found;
    }
    if (found != null && !found.isDown() && tier.isJudged()) {
      say(
          found,
          "each address of %s is up here, also those whose checks fail".formatted(tier.owner()));
    }
    return found;
  }

  /// One service type that is down is enough to be down; to be up it takes all of them.
  private ForcedKeys.@Nullable Line member(OwnedTier tier, Tier.Member member) {
    ForcedKeys.Line up = null;
    var all = true;
    for (var key : tier.memberKeys(member)) {
      var line = keys.last(key);
      if (line != null && line.isDown()) {
        return line;
      }
      all &= line != null;
      up = line == null ? up : line;
    }
    if (up == null || all) {
      return up;
    }
    say(
        up,
        member.address()
            + " of "
            + tier.owner()
            + " has other service types too, which would be forced with it; nothing is forced there");
    return null;
  }

  private boolean isDown(OwnedName.Place place) {
    var line = members.get(place);
    var whole = tiers.get(place.tier());
    return line != null ? line.isDown() : whole != null && whole.isDown();
  }
}
