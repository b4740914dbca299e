package org.pharosdns.cli.steering;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.cli.steering.ZoneMemory.RRsetKey;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Failback;
import org.pharosdns.zone.steer.ZoneSteering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which tier of each name of a zone answers first. Under the lock of {@link MonitoredZones}.
final class FailbackRules {
  private static final Logger LOG = LoggerFactory.getLogger(FailbackRules.class);

  private final ZoneSteering steering;
  private final ZoneMemory memory;
  private final TierStore store;
  private final Set<RRsetKey> waiting = new LinkedHashSet<>();

  FailbackRules(ZoneSteering steering, ZoneMemory memory, TierStore store) {
    this.steering = steering;
    this.memory = memory;
    this.store = store;
  }

  private Failback rule(DnsName owner) {
    var name = steering.find(owner);
    return name == null ? Comeback.DEFAULTS.failback() : name.comeback().failback();
  }

  /// Returns the tier that answers first; 0 where nothing holds a lower one.
  int firstTier(DnsName owner, int type) {
    return rule(owner) instanceof Failback.Auto ? 0 : memory.firstTier(owner, type);
  }

  /// Follows the verdicts of an RRset's tiers; true when another tier is to answer first.
  boolean follow(CompiledSteering steered, ZoneHealth health) {
    var key = new RRsetKey(steered.owner(), steered.type());
    var rule = rule(key.owner());
    if (rule instanceof Failback.Auto || health.monitorFailure()) {
      return false;
    }
    var names = steered.tierNames();
    var restored = memory.beginAt(key, () -> store.find(key, names)) > 0;
    var hold = memory.hold(key.owner(), key.type());
    var waits = steered.isHeld(health.nowNanos());
    var changed = !waits && hold.follow(steered.tierStates(), rule, health.nowNanos());
    if (changed) {
      tell(key, names, hold.current());
    }
    if (hold.isWaiting(rule)) {
      waiting.add(key);
    } else {
      waiting.remove(key);
    }
    return changed || restored;
  }

  private void tell(RRsetKey key, List<DnsName> names, int current) {
    store.put(key, current == 0 ? null : names.get(current));
    LOG.info(
        "{} {} answers from {}{}",
        key.owner(),
        RecordType.mnemonic(key.type()),
        names.get(current),
        current == 0 ? " again" : " now, until it fails back");
  }

  /// Goes back to the best tier that answers; false when there is no better one.
  boolean failBack(CompiledSteering steered) {
    var hold = memory.hold(steered.owner(), steered.type());
    if (!hold.failBack(steered.tierStates())) {
      return false;
    }
    tell(new RRsetKey(steered.owner(), steered.type()), steered.tierNames(), hold.current());
    return true;
  }

  /// Undoes that: the tier that answered before does again.
  void undo(CompiledSteering steered) {
    memory.hold(steered.owner(), steered.type()).moveTo(steered.first());
    if (steered.first() > 0) {
      tell(new RRsetKey(steered.owner(), steered.type()), steered.tierNames(), steered.first());
    }
  }

  /// Returns the RRsets that fail back as time goes by.
  Set<RRsetKey> waiting() {
    return Set.copyOf(waiting);
  }
}
