package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.pharosdns.cli.steering.ZoneMemory.OrderKey;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
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

  private final ZoneSteering steering;
  private final ZoneMemory memory;
  private final TierStore store;
  private final boolean allAutomatic;
  private final Set<OrderKey> waiting = new LinkedHashSet<>();

  FailbackRules(ZoneSteering steering, ZoneMemory memory, TierStore store) {
    this.steering = steering;
    this.memory = memory;
    this.store = store;
    allAutomatic =
        steering.names().stream()
            .allMatch(name -> name.comeback().failback() instanceof Failback.Auto);
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

  /// Forgets which tiers were held of names that fail back by themselves now.
  void release() {
    memory.release(this::isAutomatic).forEach(store::remove);
    steering.names().stream()
        .map(SteeredName::owner)
        .filter(this::isAutomatic)
        .forEach(store::remove);
  }

  /// Returns the tier of an order that answers first; 0 where nothing holds a lower one.
  int firstTier(OrderKey key) {
    return isAutomatic(key.owner()) ? 0 : memory.firstTier(key);
  }

  /// Follows the verdicts of an RRset's tiers; true when another tier is to answer first for some.
  boolean follow(CompiledSteering steered, ZoneHealth health) {
    var rule = rule(steered.owner());
    if (rule instanceof Failback.Auto || health.monitorFailure()) {
      return false;
    }
    var changed = false;
    for (var i = 0; i < steered.orders().size(); i++) {
      changed |= follow(steered.orders().get(i), key(steered, i), rule, health);
    }
    return changed;
  }

  private static OrderKey key(CompiledSteering steered, int order) {
    return new OrderKey(steered.owner(), steered.type(), order);
  }

  private boolean follow(TierOrder order, OrderKey key, Failback rule, ZoneHealth health) {
    var names = order.tierNames();
    var restored = memory.beginAt(key, names, () -> store.find(key, names)) > 0;
    var hold = memory.hold(key, names);
    restored |= hold.current() != order.first();
    var waits = order.isHeld(health.nowNanos());
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
    LOG.info(
        "{} {} answers {}from {}{}",
        key.owner(),
        RecordType.mnemonic(key.type()),
        key.rule() == 0 ? "" : "the clients of rule " + key.rule() + " ",
        names.get(current),
        current == 0 ? " again" : " now, until it fails back");
  }

  /// Whether a lower tier answers some clients first.
  boolean isHeld(CompiledSteering steered) {
    return IntStream.range(0, steered.orders().size())
        .anyMatch(order -> firstTier(key(steered, order)) > 0);
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
