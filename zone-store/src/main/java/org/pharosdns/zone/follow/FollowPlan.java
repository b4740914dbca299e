package org.pharosdns.zone.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.SteeredRRset;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.steer.ZoneSteering;

/// The RRsets of a zone that follow steered names, of this zone or any other of this server. Made
/// when zones come into force; compiled when what they follow changes.
///
/// A record whose target is exhausted is dropped where `follow = "targets"` says so, unless none
/// would be left. Hints that name members of a steered RRset are always held to what that RRset
/// answers.
public final class FollowPlan {
  /// One record.
  ///
  /// @param targets the steered RRsets at its target, where the RRset follows; else none
  /// @param hints the steered RRset that each hint belongs to
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  private record Following(
      byte[] rdata, List<SteeredSource> targets, Map<Address, SteeredSource> hints) {}

  /// @param sources all that its records follow
  private record Entry(
      RRset rrset, int ttlSeconds, List<Following> records, Set<SteeredSource> sources) {
    boolean follows(Predicate<SteeredSource> changed) {
      return sources.stream().anyMatch(changed);
    }
  }

  private final SteeredTargets own;
  private final SteeredHosts hosts;
  private final FollowBlocks blocks;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<RRsetKey, Integer> mostTtlSeconds = new HashMap<>();

  private FollowPlan(DnsName apex, ZoneRecords zone, SteeredTargets own, SteeredHosts hosts) {
    this.own = own;
    this.hosts = hosts;
    blocks = new FollowBlocks(apex, zone, own);
  }

  /// Returns the RRsets of a zone that may follow steered names, whatever is steered where: those
  /// that say so, and those with address hints.
  public static List<RRset> candidates(ZoneSteering steering, ZoneRecords zone) {
    var candidates = new ArrayList<RRset>();
    zone.forEachOfTypes(
        SteeredTypes::canFollow,
        rrset -> {
          if (follows(steering, zone, rrset) || hasHints(rrset)) {
            candidates.add(rrset);
          }
        });
    return List.copyOf(candidates);
  }

  private static boolean follows(ZoneSteering steering, ZoneRecords zone, RRset rrset) {
    var name = steering.find(rrset.owner());
    return name != null && SteeredTypes.followed(name, zone).contains(rrset.type());
  }

  private static boolean hasHints(RRset rrset) {
    return SteeredTypes.hasHints(rrset.type())
        && rrset.rdata().stream().anyMatch(rdata -> !ServiceHints.of(rdata).isEmpty());
  }

  /// Finds what follows steered names.
  ///
  /// @param candidates of the zone
  /// @param own what is steered in the zone itself
  /// @param hosts what is steered in all zones, this one included
  public static FollowPlan of(
      ZoneSteering steering,
      ZoneRecords zone,
      List<RRset> candidates,
      SteeredTargets own,
      SteeredHosts hosts) {
    var plan = new FollowPlan(steering.apex(), zone, own, hosts);
    candidates.forEach(rrset -> plan.add(rrset, follows(steering, zone, rrset)));
    plan.blocks.leaveOut(plan.entries.stream().map(Entry::rrset).toList());
    return plan;
  }

  private void add(RRset rrset, boolean follows) {
    var records = rrset.rdata().stream().map(rdata -> following(rrset, rdata, follows)).toList();
    var sources = new HashSet<SteeredSource>();
    for (var record : records) {
      sources.addAll(record.targets);
      sources.addAll(record.hints.values());
    }
    if (!sources.isEmpty()) {
      entries.add(new Entry(rrset, ttl(rrset, records), records, sources));
      sources.stream()
          .mapToInt(hosts::mostTtlSeconds)
          .min()
          .ifPresent(most -> mostTtlSeconds.put(rrset.key(), most));
    }
  }

  /// Returns the RRsets that follow, in the order in which they are compiled.
  public List<RRsetKey> keys() {
    return entries.stream().map(entry -> entry.rrset.key()).toList();
  }

  /// Returns the longest that anyone may keep a copy of an RRset, whose hints and targets fail
  /// unnoticed by the copy, in seconds; no bound where nothing is followed.
  public int mostTtlSeconds(DnsName owner, int type) {
    return mostTtlSeconds.getOrDefault(new RRsetKey(owner, type), Integer.MAX_VALUE);
  }

  private Following following(RRset rrset, byte[] rdata, boolean follows) {
    var target = AddressTargets.target(rrset.owner(), rrset.type(), rdata);
    var hints = new LinkedHashMap<Address, SteeredSource>();
    if (SteeredTypes.hasHints(rrset.type())) {
      for (var address : ServiceHints.of(rdata)) {
        var source = ofHint(target, address);
        if (source != null) {
          hints.put(address, source);
        }
      }
    }
    return new Following(rdata, follows ? hosts.at(target) : List.of(), hints);
  }

  /// The steered RRset that an address hinted at belongs to: that of the record's target where it
  /// has such a member, else the first one of the zone that has.
  private @Nullable SteeredSource ofHint(DnsName target, Address address) {
    for (var source : hosts.at(target)) {
      if (hosts.hasAddress(source, address)) {
        return source;
      }
    }
    return own.withAddress(address);
  }

  private int ttl(RRset rrset, List<Following> records) {
    var ttl = rrset.ttlSeconds();
    for (var record : records) {
      for (var source : record.targets) {
        ttl = Math.min(ttl, hosts.mostTtlSeconds(source));
      }
    }
    return ttl;
  }

  /// Compiles all of them.
  ///
  /// @param steered gives each steered RRset as compiled last; null for one that is not compiled
  ///     yet: what names it as a target stays, its hints are left out
  public List<SteeredRRset> compile(Function<SteeredSource, @Nullable CompiledSteering> steered) {
    return entries.stream().map(entry -> compile(entry, steered)).toList();
  }

  /// Whether one of them follows one of `changed`.
  public boolean isConcerned(Predicate<SteeredSource> changed) {
    return entries.stream().anyMatch(entry -> entry.follows(changed));
  }

  /// Returns `before` with those compiled anew that follow one of `changed`.
  public List<SteeredRRset> compile(
      Predicate<SteeredSource> changed,
      Function<SteeredSource, @Nullable CompiledSteering> steered,
      List<SteeredRRset> before) {
    var after = new ArrayList<>(before);
    for (var i = 0; i < after.size(); i++) {
      if (entries.get(i).follows(changed)) {
        after.set(i, compile(entries.get(i), steered));
      }
    }
    return after;
  }

  private SteeredRRset compile(
      Entry entry, Function<SteeredSource, @Nullable CompiledSteering> steered) {
    var kept = entry.records.stream().filter(record -> !isExhausted(record, steered)).toList();
    var records = kept.isEmpty() ? entry.records : kept;
    var full = new ArrayList<byte[]>();
    var bare = new ArrayList<byte[]>();
    var given = new LinkedHashMap<SteeredSource, Set<Address>>();
    for (var record : records) {
      for (var hint : record.hints.entrySet()) {
        if (admits(steered.apply(hint.getValue()), hint.getKey())) {
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
            .map(
                each ->
                    hints(Objects.requireNonNull(steered.apply(each.getKey())), each.getValue()))
            .toArray(FollowingRRset.Hints[]::new));
  }

  private static FollowingRRset.Hints hints(CompiledSteering steering, Set<Address> addresses) {
    return new FollowingRRset.Hints(
        steering, addresses.stream().map(Address::octets).toArray(byte[][]::new));
  }

  private static boolean isExhausted(
      Following record, Function<SteeredSource, @Nullable CompiledSteering> steered) {
    return !record.targets.isEmpty()
        && record.targets.stream().allMatch(source -> isExhausted(steered.apply(source)));
  }

  private static boolean isExhausted(@Nullable CompiledSteering steered) {
    return steered != null && steered.isExhaustedByVerdicts();
  }

  private static boolean admits(@Nullable CompiledSteering steered, Address address) {
    return steered != null && steered.admits(address.octets());
  }

  private static byte[] withHints(
      Following record,
      Function<SteeredSource, @Nullable CompiledSteering> steered,
      boolean admitted) {
    if (record.hints.isEmpty()) {
      return record.rdata;
    }
    return ServiceHints.filter(
        record.rdata,
        address -> {
          var source = record.hints.get(address);
          return source == null || (admitted && admits(steered.apply(source), address));
        });
  }
}
