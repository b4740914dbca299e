package org.pharosdns.cli.steering;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.TierHold;

/// What a zone remembers of its members and tiers across verdicts and reloads: when they changed,
/// until when caches hold them, and which tier answers. All but exposures under the lock of {@link
/// MonitoredZones}.
final class ZoneMemory {
  /// A member, whatever is asked of it.
  private record Key(DnsName owner, Endpoint address) {
    static Key of(SteeredMember member) {
      return new Key(member.owner(), member.address());
    }
  }

  /// An order of the tiers of a steered RRset.
  ///
  /// @param clients whom it is for, as {@link ClientRule#clients} says; empty for all that no
  ///     rule is about
  record OrderKey(DnsName owner, int type, String clients) {}

  /// So many incidents that are over are remembered.
  private static final int MOST_OVER = 50;

  private final Map<Key, MemberMemory> members = new ConcurrentHashMap<>();
  private long violationsOfGone;
  private final ArrayDeque<Over> over = new ArrayDeque<>();

  /// An incident that is over, with what was its latest exposure then.
  private record Over(Incident incident, long exposedNanos, Instant upAt) {}

  /// The hold of an order.
  ///
  /// @param names of its tiers
  private record Hold(TierHold tiers, List<DnsName> names) {
    /// Returns the place of the tier that answers first in another order; behind its end when it is
    /// not there.
    int placeIn(List<DnsName> other) {
      if (tiers.current() == 0 || tiers.current() >= names.size()) {
        return 0;
      }
      var place = other.indexOf(names.get(tiers.current()));
      return place < 0 ? other.size() : place;
    }
  }

  private final Map<OrderKey, Hold> holds = new HashMap<>();

  MemberMemory member(SteeredMember member) {
    return members.computeIfAbsent(Key.of(member), key -> new MemberMemory());
  }

  /// Until when caches hold a member. Any thread.
  Exposure exposure(SteeredMember member) {
    return member(member).exposure();
  }

  /// Returns the hold of an order of tiers, which begins at its best one. Where a reload has
  /// changed the order it stays at the tier of that name, or, when that is gone, at none.
  TierHold hold(OrderKey key, List<DnsName> names) {
    var known = holds.get(key);
    if (known == null || !known.names().equals(names)) {
      known = new Hold(new TierHold(known == null ? 0 : known.placeIn(names)), names);
      holds.put(key, known);
    }
    return known.tiers();
  }

  /// Forgets which tiers of some orders answer first, and returns those that had a hold.
  List<OrderKey> release(Predicate<OrderKey> some) {
    var released = holds.keySet().stream().filter(some).toList();
    holds.keySet().removeAll(Set.copyOf(released));
    return released;
  }

  /// Returns the tier that answers first in an order, 0 while it has no hold.
  int firstTier(OrderKey key) {
    var hold = holds.get(key);
    return hold == null ? 0 : hold.tiers().current();
  }

  /// Begins an order that has no hold yet at a tier, as it was before a restart.
  ///
  /// @param names of its tiers
  /// @return that tier; 0 when the order has a hold
  int beginAt(OrderKey key, List<DnsName> names, IntSupplier tier) {
    if (holds.containsKey(key)) {
      return 0;
    }
    var hold = new TierHold(tier.getAsInt());
    holds.put(key, new Hold(hold, names));
    return hold.current();
  }

  /// Takes back what was followed since a moment.
  ///
  /// @param each is told of the orders that go to another tier by that, and of its name; null for
  ///     the best
  void takeBackTiers(long sinceNanos, BiConsumer<OrderKey, @Nullable DnsName> each) {
    holds.forEach(
        (key, hold) -> {
          if (hold.tiers().takeBack(sinceNanos)) {
            var current = hold.tiers().current();
            each.accept(key, current == 0 ? null : hold.names().get(current));
          }
        });
  }

  /// Remembers an incident that is over.
  void isOver(Incident incident, long exposedNanos, Instant upAt) {
    over.addFirst(new Over(incident, exposedNanos, upAt));
    if (over.size() > MOST_OVER) {
      over.removeLast();
    }
  }

  /// Returns the incidents of this moment and those that are over.
  List<IncidentReport> incidents(long nowNanos) {
    var reports = new ArrayList<IncidentReport>();
    for (var each : over) {
      reports.add(each.incident().report(each.exposedNanos(), each.upAt(), nowNanos));
    }
    for (var member : members.values()) {
      var incident = member.incident();
      if (incident != null) {
        reports.add(incident.report(member.exposure().untilNanos(), null, nowNanos));
      }
    }
    return reports;
  }

  /// Returns how many answers broke the lease of a member. Any thread.
  long violations() {
    synchronized (members) {
      return violationsOfGone
          + members.values().stream().mapToLong(member -> member.exposure().violations()).sum();
    }
  }

  /// Forgets incidents that a monitor failure made up.
  void takeBack(long sinceNanos) {
    for (var member : members.values()) {
      var incident = member.incident();
      if (incident != null && incident.verdictNanos() - sinceNanos >= 0) {
        member.ended();
      }
    }
  }

  /// Forgets members that are gone.
  void keep(Collection<SteeredMember> kept, long nowNanos) {
    var gone = new HashMap<>(members);
    for (var member : kept) {
      var there = gone.remove(Key.of(member));
      if (there != null) {
        there.isThere();
      }
    }
    gone.forEach(
        (key, member) -> {
          // What goes now may be answered until the zone is published.
          if (!member.wasGone()) {
            member.isGone(nowNanos);
          } else if (member.isOver(nowNanos)) {
            remove(key, member);
          }
        });
  }

  private void remove(Key key, MemberMemory member) {
    synchronized (members) {
      violationsOfGone += member.exposure().violations();
      members.remove(key);
    }
  }
}
