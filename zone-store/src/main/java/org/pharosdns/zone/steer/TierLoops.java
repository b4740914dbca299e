package org.pharosdns.zone.steer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;

/// Finds names that are, over their tiers and where aliases among them lead, a tier of themselves.
///
/// Two names are on one loop when each leads to the other: they are in one strongly connected part
/// of the graph. All parts are found in a single walk, as Tarjan does it, with a stack of its own:
/// a file may name as many tiers in a row as it likes.
final class TierLoops {
  private final ZoneSteering steering;
  private final ZoneRecords records;
  private final Map<DnsName, Visit> visits = new HashMap<>();

  /// The visits whose part of the graph is not known yet, the newest first.
  private final Deque<Visit> open = new ArrayDeque<>();

  TierLoops(ZoneSteering steering, ZoneRecords records) {
    this.steering = steering;
    this.records = records;
    steering.names().forEach(name -> walk(name.owner()));
  }

  /// Returns whether `tier`, one of those of the steered name `owner`, leads back to it.
  boolean leadsBack(DnsName tier, DnsName owner) {
    var from = visits.get(tier);
    var to = visits.get(owner);
    return from != null && to != null && from.part == to.part;
  }

  private void walk(DnsName start) {
    if (visits.containsKey(start)) {
      return;
    }
    var path = new ArrayDeque<Visit>();
    path.push(enter(start));
    for (var at = path.peek(); at != null; at = path.peek()) {
      step(at, path);
    }
  }

  /// Goes on to the next name from there, or back where there is none.
  private void step(Visit at, Deque<Visit> path) {
    if (at.next.hasNext()) {
      var name = at.next.next();
      var known = visits.get(name);
      if (known == null) {
        path.push(enter(name));
      } else if (known.part == null) {
        at.reaches = Math.min(at.reaches, known.number);
      }
      return;
    }
    path.pop();
    var before = path.peek();
    if (before != null) {
      before.reaches = Math.min(before.reaches, at.reaches);
    }
    if (at.reaches == at.number) {
      close(at);
    }
  }

  private Visit enter(DnsName name) {
    var visit = new Visit(visits.size(), next(name).iterator());
    visits.put(name, visit);
    open.push(visit);
    return visit;
  }

  /// Makes a part of the graph of everything that was entered since its first name.
  private void close(Visit first) {
    Visit last;
    do {
      last = open.pop();
      last.part = first;
    } while (last != first);
  }

  private List<DnsName> next(DnsName at) {
    var next = new ArrayList<DnsName>();
    var name = steering.find(at);
    if (name != null) {
      next.addAll(name.otherTiers());
    }
    var alias = records.find(at, RecordType.CNAME);
    if (alias != null) {
      next.add(DnsName.ofWire(alias.rdata().getFirst(), 0));
    }
    return next;
  }

  /// A name that the walk came to.
  private static final class Visit {
    /// In which order it was entered, from 0.
    final int number;

    /// Where it leads and the walk has not looked yet.
    final Iterator<DnsName> next;

    /// The least number among open visits that it is known to lead to.
    int reaches;

    /// The first visit of the part of the graph that it is in; null while that is not known.
    @Nullable Visit part;

    Visit(int number, Iterator<DnsName> next) {
      this.number = number;
      this.next = next;
      reaches = number;
    }
  }
}
