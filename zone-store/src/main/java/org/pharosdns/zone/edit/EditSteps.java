package org.pharosdns.zone.edit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.Rdata;

/// What happens to each written record, and which new ones stand behind it.
final class EditSteps {
  /// Data in the place of other data.
  record Replacement(Rdata before, Rdata after) {}

  /// What becomes of a record.
  ///
  /// @param gone nothing is left of it; then nothing else is said
  /// @param data null where the data stays
  /// @param ttl a new TTL, or {@link RecordChange#TTL_OF_FILE}
  record Step(boolean gone, @Nullable Replacement data, int ttl) {
    static final Step GONE = new Step(true, null, RecordChange.TTL_OF_FILE);
    static final Step NOTHING = new Step(false, null, RecordChange.TTL_OF_FILE);
  }

  /// A record to write.
  ///
  /// @param ttl as stated, or {@link RecordChange#TTL_OF_FILE}
  record Insert(RRsetKey key, int ttl, Rdata rdata) {}

  private final IdentityHashMap<Written, Step> steps = new IdentityHashMap<>();
  private final IdentityHashMap<Written, List<Insert>> inserts = new IdentityHashMap<>();
  private final boolean blankOwners;

  private EditSteps(boolean blankOwners) {
    this.blankOwners = blankOwners;
  }

  static EditSteps of(FoundRecords found, ChangePlan plan) {
    var steps = new EditSteps(found.usesBlankOwners());
    plan.targets().forEach(target -> steps.add(target, found));
    return steps;
  }

  private void add(ChangePlan.Target target, FoundRecords found) {
    var comes = new ArrayDeque<>(target.added());
    for (var mine : found.records(target.key())) {
      steps.put(mine.written(), step(mine, target, comes));
    }
    if (!comes.isEmpty()) {
      var list = inserts.computeIfAbsent(found.anchor(target.key()), any -> new ArrayList<>());
      comes.forEach(rdata -> list.add(new Insert(target.key(), target.ttl(), rdata)));
    }
  }

  private static Step step(FoundRecords.Mine mine, ChangePlan.Target target, Queue<Rdata> comes) {
    var written = mine.written();
    var stays = target.keeps(mine.rdata().octets());
    var canChange = written.type() == RecordType.SOA || written.isOneLine();
    if (!stays && (comes.isEmpty() || !canChange)) {
      return Step.GONE;
    }
    var data = stays ? null : new Replacement(mine.rdata(), comes.remove());
    var sameTtl = target.ttl() == written.ttlSeconds();
    return new Step(false, data, sameTtl ? RecordChange.TTL_OF_FILE : target.ttl());
  }

  Step of(Written written) {
    return steps.getOrDefault(written, Step.NOTHING);
  }

  /// Returns what stands behind a record, in order.
  List<Insert> behind(Written written) {
    return inserts.getOrDefault(written, List.of());
  }

  /// Whether the zone leaves owners out that stand above.
  boolean usesBlankOwners() {
    return blankOwners;
  }

  /// Returns data as it is written near a record.
  static String text(int type, Rdata rdata, Written near) {
    return RdataText.print(type, rdata.octets(), near.ownerAbsolute() ? null : near.origin());
  }

  /// Returns data as it is written near a record where one line of `mostOctets` does not hold it.
  static String folded(int type, Rdata rdata, Written near, int mostOctets) {
    var origin = near.ownerAbsolute() ? null : near.origin();
    return RdataText.printFolded(type, rdata.octets(), origin, mostOctets, near.lineEnd());
  }
}
