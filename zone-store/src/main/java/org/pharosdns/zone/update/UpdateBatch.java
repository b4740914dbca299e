package org.pharosdns.zone.update;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.zone.edit.SerialStyle;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Updates of one zone that are carried out together: each whole or not at all, in the order in
/// which they came; then one entry of the journal, one publication, and all answers.
final class UpdateBatch {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateBatch.class);

  private final DnsName apex;
  private final List<Item> items;
  private final UpdatePolicy policy;
  private final UpdatedZones zones;
  private final UpdateJournal journal;
  private final JournalRoom room;
  private final LoadLimits limits;
  private final InstantSource wall;
  private long keptOctets;

  UpdateBatch(
      DnsName apex,
      List<Item> items,
      UpdatePolicy policy,
      UpdatedZones zones,
      UpdateJournal journal,
      JournalRoom room,
      LoadLimits limits,
      InstantSource wall) {
    this.apex = apex;
    this.items = items;
    this.policy = policy;
    this.zones = zones;
    this.journal = journal;
    this.room = room;
    this.limits = limits;
    this.wall = wall;
  }

  /// A request and what it will be answered: SERVFAIL unless its end is known.
  static final class Item {
    private final ZoneRequest request;
    private int rcode = Rcode.SERVFAIL;

    Item(ZoneRequest request) {
      this.request = request;
    }
  }

  /// What becomes of an item once the draft that it was tried on is in force.
  private record Outcome(Item item, int rcode) {
    void settle() {
      item.rcode = rcode;
    }
  }

  /// Returns how many octets the journal has more than before, those included that could not be
  /// taken back.
  long keptOctets() {
    return keptOctets;
  }

  /// Carries out all of them. What one of them breaks is no reason to refuse the others: then they
  /// are tried one by one.
  void run() {
    if (items.size() > 1 && commit(items)) {
      return;
    }
    for (var item : items) {
      if (!commit(List.of(item))) {
        item.rcode = Rcode.REFUSED;
      }
    }
  }

  /// Returns false when the zone would not be sound afterwards; then nothing has happened.
  private boolean commit(List<Item> some) {
    var before = zones.contents(apex);
    if (before == null) {
      return true;
    }
    var outcomes = new ArrayList<Outcome>();
    var draft = new ZoneDraft(before);
    for (var item : some) {
      outcomes.add(new Outcome(item, apply(item, draft)));
    }
    if (!draft.changes().isEmpty()) {
      if (!SerialStyle.isGreater(draft.serial(), before.serial())) {
        draft.serial(SerialStyle.next(before.serial(), wall.instant()));
      }
      var entry =
          new JournalEntry(before.serial(), draft.serial(), wall.millis() / 1000, draft.changes());
      var waiting = journal.sizeWith(entry);
      if (!room.has(waiting)) {
        return refuseForWantOfRoom(some);
      }
      var after = draft.build();
      if (!isSound(after, waiting, some.size() == 1)) {
        return false;
      }
      if (!isReady(after)) {
        return some.size() == 1;
      }
      if (!keep(entry, after)) {
        return true;
      }
    }
    outcomes.forEach(Outcome::settle);
    return true;
  }

  /// Brings the changes of an item into the draft, or none of them when it is not carried out.
  ///
  /// @return the RCODE of its answer
  private int apply(Item item, ZoneDraft draft) {
    var key = key(item);
    if (key == null) {
      return Rcode.REFUSED;
    }
    var before = draft.changes().size();
    try {
      var message = UpdateMessage.read(item.request);
      Prerequisites.check(draft, message.prerequisites());
      new UpdateSection(draft, limits).apply(message.updates(), policy, key);
      return Rcode.NOERROR;
    } catch (UpdateException e) {
      draft.keep(before);
      LOG.info("an update of {} with the key {} is refused: {}", apex, key, e.getMessage());
      return e.rcode();
    }
  }

  private static @Nullable DnsName key(Item item) {
    var signer = item.request.signer();
    return signer == null ? null : signer.key().name();
  }

  /// Refuses an update that finds no room; returns false where it is one of several, fewer of which
  /// may find it.
  private boolean refuseForWantOfRoom(List<Item> some) {
    if (some.size() > 1) {
      return false;
    }
    room.tellFull(apex);
    return true;
  }

  private boolean isSound(ZoneContents after, long waiting, boolean says) {
    var errors = zones.check(apex, after, waiting).stream().filter(Problem::isError).toList();
    if (says) {
      for (var error : errors) {
        var line = error.format().lines().findFirst().orElseThrow();
        LOG.info("an update of {} is refused: {}", apex, line);
      }
    }
    return errors.isEmpty();
  }

  private boolean isReady(ZoneContents after) {
    var obstacle = zones.prepare(apex, after);
    obstacle.ifPresent(
        problem ->
            LOG.error(
                "an update of {} cannot come into force and is not carried out: {}",
                apex,
                problem.message()));
    return obstacle.isEmpty();
  }

  /// Returns false when the disk does not take it; then nothing has changed.
  private boolean keep(JournalEntry entry, ZoneContents after) {
    var isKept = false;
    try {
      keptOctets += journal.append(entry);
      isKept = true;
    } catch (IOException e) {
      keptOctets += journal.refusedOctets();
      var why = journal.reason(e);
      LOG.error("an update of {} could not be kept and is not carried out: {}", apex, why);
      return false;
    } finally {
      if (!isKept) {
        zones.discard();
      }
    }
    zones.publish(apex, after);
    LOG.info("{} was updated to serial {}", apex, after.serial());
    return true;
  }

  /// Answers all of them, and counts the answers by RCODE.
  void answer(AtomicLongArray answers) {
    for (var item : items) {
      answers.incrementAndGet(item.rcode);
      try (var request = item.request) {
        request.reply(item.rcode);
      }
    }
  }
}
