package org.pharosdns.cli.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.follow.FollowPlan;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.SteeredRRset;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.transfer.TransferZone;

/// A zone in force, the monitors behind its members, and its steered answers of this moment.
/// Compiled by one thread at a time, read by any.
final class MonitoredZone {
  private final ZoneData data;
  private final long loadedNanos;
  private final SteeringPlan plan;
  private final FollowPlan followPlan;
  private final Map<SteeredMember, List<Monitor>> monitors = new LinkedHashMap<>();
  private final Map<Monitor, Set<Integer>> users = new HashMap<>();
  private volatile List<CompiledSteering> steered = List.of();
  private List<SteeredRRset> following = List.of();
  private @Nullable CompiledZone compiled;

  /// @param loadedNanos when its monitors were first watched, for `initial_deadline`
  MonitoredZone(ZoneData data, long loadedNanos) {
    this.data = data;
    this.loadedNanos = loadedNanos;
    var steering = data.steering().steering();
    var records = ZoneRecords.of(data.contents());
    plan = SteeringPlan.of(steering, records);
    followPlan = FollowPlan.of(steering, records, plan);
    for (var member : plan.members()) {
      var behind = MonitorBinding.monitors(data.steering().checks(), member);
      monitors.put(member, behind);
      for (var monitor : behind) {
        users
            .computeIfAbsent(monitor, any -> new TreeSet<>())
            .addAll(plan.usersOf(member.owner(), member.type()));
      }
    }
  }

  /// The zone as its files say.
  ZoneData data() {
    return data;
  }

  /// The zone as it goes to other servers.
  TransferZone forTransfer() {
    return new TransferZone(data.contents(), plan::mostTtlSeconds);
  }

  /// When its monitors were first watched, monotonic.
  long loadedNanos() {
    return loadedNanos;
  }

  /// The members of all its steered RRsets.
  Collection<SteeredMember> members() {
    return Collections.unmodifiableSet(monitors.keySet());
  }

  /// The monitors that judge a member, in the order of its checks.
  List<Monitor> monitors(SteeredMember member) {
    return monitors.getOrDefault(member, List.of());
  }

  /// Every monitor of the zone.
  Set<Monitor> monitors() {
    return Collections.unmodifiableSet(users.keySet());
  }

  /// The steered RRsets as last compiled.
  List<CompiledSteering> steered() {
    return steered;
  }

  /// Returns the steered RRset of `owner` and `type`, or null.
  @Nullable CompiledSteering steered(DnsName owner, int type) {
    return steered.stream()
        .filter(each -> each.type() == type && each.owner().equals(owner))
        .findFirst()
        .orElse(null);
  }

  /// Returns what the steered RRsets would be with that health; nothing changes.
  List<CompiledSteering> imagine(HealthView health) {
    return plan.compile(health);
  }

  /// Compiles the steered RRsets that use one of `changed`; false when there are none.
  boolean compile(Set<Monitor> changed, HealthView health) {
    var indexes = new TreeSet<Integer>();
    for (var monitor : changed) {
      indexes.addAll(users.getOrDefault(monitor, Set.of()));
    }
    var next = new ArrayList<>(steered);
    for (var index : indexes) {
      next.set(index, plan.compile(index, health));
    }
    steered = List.copyOf(next);
    following = followPlan.compile(indexes, steered, following);
    return !indexes.isEmpty();
  }

  /// Compiles all steered RRsets anew.
  void compile(HealthView health) {
    steered = List.copyOf(plan.compile(health));
    following = followPlan.compile(steered);
  }

  /// Returns what to serve, as last compiled.
  ServedZone served() {
    var answers = new ArrayList<SteeredRRset>(steered);
    answers.addAll(following);
    if (compiled == null) {
      compiled = CompiledZone.compile(data.contents(), answers);
    }
    return new ServedZone(compiled, answers);
  }
}
