package org.pharosdns.zone.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.SteeredRRset;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.steer.ZoneSteering;

/// The RRsets of a zone that follow its steered names. Made once per load; compiled when what they
/// follow changes.
///
/// A record whose target is exhausted is dropped where `follow = "targets"` says so, unless none
/// would be left. Hints that name members of a steered RRset are always held to what that RRset
/// answers.
public final class FollowPlan {
  /// One record.
  ///
  /// @param targets indexes of the steered RRsets at its target, where the RRset follows; else none
  /// @param hints the steered RRset that each hint belongs to, by its index
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  private record Following(byte[] rdata, List<Integer> targets, Map<Address, Integer> hints) {}

  private record Entry(RRset rrset, int ttlSeconds, List<Following> records) {
    Set<Integer> sources() {
      var sources = new TreeSet<Integer>();
      records.forEach(record -> sources.addAll(record.targets));
      records.forEach(record -> sources.addAll(record.hints.values()));
      return sources;
    }
  }

  private final ZoneRecords zone;
  private final SteeringPlan plan;
  private final SteeredTargets targets;
  private final FollowBlocks blocks;
  private final List<Entry> entries = new ArrayList<>();

  private FollowPlan(DnsName apex, ZoneRecords zone, SteeringPlan plan) {
    this.zone = zone;
    this.plan = plan;
    targets = new SteeredTargets(apex, zone, plan);
    blocks = new FollowBlocks(apex, zone, targets);
  }

  /// Finds what follows steered names.
  public static FollowPlan of(ZoneSteering steering, ZoneRecords zone, SteeringPlan plan) {
    var follow = new FollowPlan(steering.apex(), zone, plan);
    if (!steering.names().isEmpty()) {
      zone.forEachOwner(rrsets -> rrsets.forEach(rrset -> follow.add(steering, rrset)));
    }
    follow.blocks.leaveOut(follow.entries.stream().map(Entry::rrset).toList());
    return follow;
  }

  private void add(ZoneSteering steering, RRset rrset) {
    if (!SteeredTypes.FOLLOWERS.contains(rrset.type())) {
      return;
    }
    var name = steering.find(rrset.owner());
    var follows = name != null && SteeredTypes.followed(name, zone).contains(rrset.type());
    var records = rrset.rdata().stream().map(rdata -> following(rrset, rdata, follows)).toList();
    var entry = new Entry(rrset, ttl(rrset, records), records);
    if (!entry.sources().isEmpty()) {
      entries.add(entry);
    }
  }

  private Following following(RRset rrset, byte[] rdata, boolean follows) {
    var target = AddressTargets.target(rrset.owner(), rrset.type(), rdata);
    var hints = new LinkedHashMap<Address, Integer>();
    if (SteeredTypes.hasHints(rrset.type())) {
      for (var address : ServiceHints.of(rdata)) {
        var index = targets.ofHint(target, address);
        if (index >= 0) {
          hints.put(address, index);
        }
      }
    }
    return new Following(rdata, follows ? targets.at(target) : List.of(), hints);
  }

  private int ttl(RRset rrset, List<Following> records) {
    var ttl = rrset.ttlSeconds();
    for (var record : records) {
      for (int index : record.targets) {
        var budget = plan.budget(index);
        if (budget != null) {
          ttl = Math.min(ttl, Math.max(0, budget.freshTtlSeconds()));
        }
      }
    }
    return ttl;
  }

  /// Compiles all of them.
  ///
  /// @param steered the RRsets of the plan, as compiled
  public List<SteeredRRset> compile(List<CompiledSteering> steered) {
    return entries.stream().map(entry -> compile(entry, steered)).toList();
  }

  /// Returns `before` with those compiled anew that follow one of `changed`.
  public List<SteeredRRset> compile(
      Set<Integer> changed, List<CompiledSteering> steered, List<SteeredRRset> before) {
    var after = new ArrayList<>(before);
    for (var i = 0; i < after.size(); i++) {
      if (entries.get(i).sources().stream().anyMatch(changed::contains)) {
        after.set(i, compile(entries.get(i), steered));
      }
    }
    return after;
  }

  private SteeredRRset compile(Entry entry, List<CompiledSteering> steered) {
    var kept = entry.records.stream().filter(record -> !isExhausted(record, steered)).toList();
    var records = kept.isEmpty() ? entry.records : kept;
    var full = new ArrayList<byte[]>();
    var bare = new ArrayList<byte[]>();
    var given = new LinkedHashMap<Integer, Set<Address>>();
    for (var record : records) {
      for (var hint : record.hints.entrySet()) {
        if (steered.get(hint.getValue()).admits(hint.getKey().octets())) {
          given.computeIfAbsent(hint.getValue(), any -> new LinkedHashSet<>()).add(hint.getKey());
        }
      }
      full.add(withHints(record, steered, true));
      bare.add(withHints(record, steered, false));
    }
    return new FollowingRRset(
        entry.rrset.owner(),
        entry.rrset.type(),
        entry.ttlSeconds,
        blocks.compile(entry.rrset, entry.ttlSeconds, full),
        blocks.compile(entry.rrset, entry.ttlSeconds, bare),
        given.entrySet().stream()
            .map(each -> hints(steered.get(each.getKey()), each.getValue()))
            .toArray(FollowingRRset.Hints[]::new));
  }

  private static FollowingRRset.Hints hints(CompiledSteering steering, Set<Address> addresses) {
    return new FollowingRRset.Hints(
        steering, addresses.stream().map(Address::octets).toArray(byte[][]::new));
  }

  private static boolean isExhausted(Following record, List<CompiledSteering> steered) {
    return !record.targets.isEmpty()
        && record.targets.stream().allMatch(index -> steered.get(index).isExhaustedByVerdicts());
  }

  private static byte[] withHints(
      Following record, List<CompiledSteering> steered, boolean admitted) {
    if (record.hints.isEmpty()) {
      return record.rdata;
    }
    return ServiceHints.filter(
        record.rdata,
        address -> {
          var index = record.hints.get(address);
          return index == null || (admitted && steered.get(index).admits(address.octets()));
        });
  }
}
