package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pharosdns.cli.steering.ZoneMemory.OrderKey;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.ClientRule;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Failback;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.TierHold;
import org.pharosdns.zone.steer.TierOrder;
import org.pharosdns.zone.steer.ZoneSteering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which tier of each name of a zone answers first. Under the lock of {@link MonitoredZones}.
final class FailbackRules {
  private static final Logger LOG = LoggerFactory.getLogger(FailbackRules.class);

  private static final List<String> NO_RULE = List.of("");

  private final ZoneSteering steering;
  private final ZoneMemory memory;
  private final TierStore store;
  private final boolean allAutomatic;

  /// Whom the orders of a name with rules are for, in their order.
  private final Map<DnsName, List<String>> clients = new HashMap<>();

  private final Set<OrderKey> waiting = new LinkedHashSet<>();

  FailbackRules(ZoneSteering steering, ZoneMemory memory, TierStore store) {
    this.steering = steering;
    this.memory = memory;
    this.store = store;
    allAutomatic =
        steering.names().stream()
            .allMatch(name -> name.comeback().failback() instanceof Failback.Auto);
    for (var name : steering.names()) {
      if (!name.rules().isEmpty()) {
        var byRule = name.rules().stream().map(ClientRule::clients);
        clients.put(name.owner(), Stream.concat(NO_RULE.stream(), byRule).toList());
      }
    }
  }

  /// Whether every name goes back to a better tier by itself at once.
  boolean areAutomatic() {
    return allAutomatic;
  }

  private List<String> clients(DnsName owner) {
    return clients.getOrDefault(owner, NO_RULE);
  }

  private Failback rule(DnsName owner) {
    if (allAutomatic) {
      return Comeback.DEFAULTS.failback();
    }
    var name = steering.find(owner);
    return name == null ? Comeback.DEFAULTS.failback() : name.comeback().failback();
  }

  private boolean isAutomatic(DnsName owner) {
    return rule(owner) instanceof Failback.Auto;
  }

  /// Forgets which tiers were held of names that fail back by themselves now, and for clients that
  /// no rule is about any more.
  void release() {
    memory.release(key -> !held(key.owner()).contains(key.clients())).stream()
        .map(OrderKey::owner)
        .forEach(this::release);
    steering.names().stream().map(SteeredName::owner).forEach(this::release);
  }

  private void release(DnsName owner) {
    store.keepOnly(owner, held(owner));
  }

  /// Returns for whom tiers of a name may be held.
  private List<String> held(DnsName owner) {
    return isAutomatic(owner) ? List.of() : clients(owner);
  }

  /// Returns the tier of an order that answers first; 0 where nothing holds a lower one.
  ///
  /// @param rule the number of the rule whose clients it is for, from 1; 0 for all others
  int firstTier(DnsName owner, int type, int rule) {
    return isAutomatic(owner) ? 0 : memory.firstTier(key(owner, type, rule));
  }

  /// Follows the verdicts of an RRset's tiers; true when another tier is to answer first for some.
  boolean follow(CompiledSteering steered, ZoneHealth health) {
    var rule = rule(steered.owner());
    if (rule instanceof Failback.Auto) {
      return false;
    }
    var changed = false;
    for (var i = 0; i < steered.orders().size(); i++) {
      changed |= follow(steered.orders().get(i), key(steered, i), rule, health);
    }
    return changed;
  }

  private OrderKey key(CompiledSteering steered, int order) {
    return key(steered.owner(), steered.type(), order);
  }

  private OrderKey key(DnsName owner, int type, int rule) {
    return new OrderKey(owner, type, clients(owner).get(rule));
  }

  private boolean follow(TierOrder order, OrderKey key, Failback rule, ZoneHealth health) {
    var names = order.tierNames();
    var restored = memory.beginAt(key, names, () -> store.find(key, names)) > 0;
    var hold = memory.hold(key, names);
    restored |= hold.current() != order.first();
    // Verdicts mean nothing while the monitors fail; a tier that is gone is left all the same.
    var isFrozen = health.monitorFailure() && hold.current() < names.size();
    var waits = isFrozen || order.isHeld(health.nowNanos());
    var states = order.tierStates(health.nowNanos());
    var changed = !waits && hold.follow(states, rule, health.nowNanos());
    if (changed) {
      tell(key, names, hold.current());
    }
    if (hold.isWaiting(rule) || (!waits && states.contains(TierHold.State.UNDECIDED))) {
      waiting.add(key);
    } else {
      waiting.remove(key);
    }
    return changed || restored;
  }

  private void tell(OrderKey key, List<DnsName> names, int current) {
    store.put(key, current == 0 ? null : names.get(current));
    var rule = clients(key.owner()).indexOf(key.clients());
    LOG.info(
        "{} {} answers {}from {}{}",
        key.owner(),
        RecordType.mnemonic(key.type()),
        rule == 0 ? "" : "the clients of rule " + rule + " ",
        names.get(current),
        current == 0 ? " again" : " now, until it fails back");
  }

  /// Whether a lower tier answers some clients first.
  boolean isHeld(CompiledSteering steered) {
    return IntStream.range(0, steered.orders().size())
        .anyMatch(order -> firstTier(steered.owner(), steered.type(), order) > 0);
  }

  /// An order of tiers that went back to a better one.
  ///
  /// @param names of its tiers
  /// @param from the tier that answered first before
  record Return(OrderKey key, List<DnsName> names, int from) {}

  /// Goes back to the best tier that answers; nothing when there is no better one for anyone.
  List<Return> failBack(CompiledSteering steered, long nowNanos) {
    var returns = new ArrayList<Return>();
    for (var i = 0; i < steered.orders().size(); i++) {
      var order = steered.orders().get(i);
      var names = order.tierNames();
      var hold = memory.hold(key(steered, i), names);
      var from = hold.current();
      if (hold.failBack(order.tierStates(nowNanos))) {
        tell(key(steered, i), names, hold.current());
        returns.add(new Return(key(steered, i), names, from));
      }
    }
    return returns;
  }

  /// Undoes that: the tier that answered before does again.
  void undo(Return undone) {
    if (!isAutomatic(undone.key().owner())) {
      memory.hold(undone.key(), undone.names()).moveTo(undone.from());
      tell(undone.key(), undone.names(), undone.from());
    }
  }

  /// Goes back to the tiers of a moment: what was followed since then was our own failure.
  void takeBack(long sinceNanos) {
    memory.takeBackTiers(sinceNanos, store::put);
  }

  /// Whether a name waits.
  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /// Returns the orders of tiers that fail back as time goes by.
  Set<OrderKey> waiting() {
    return Set.copyOf(waiting);
  }
}
