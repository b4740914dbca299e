package org.pharosdns.zone.serve;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.AnswerSource;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.Resolution;
import org.pharosdns.zone.steer.Choice;

/// The way of one query through our zones: from the name asked about along aliases to the end (RFC
/// 1034 section 4.3.2 step by step). One per event loop, used again for each query.
///
/// ```
/// zone of the owner ──► resolve ──► found, NODATA, NXDOMAIN, referral: place it, done
///        ▲                 └──────► CNAME, DNAME: place it, the target is the owner
///        └─────────────────────────────────┘
/// ```
final class Lookup implements AnswerSource.Answers {
  private final ZoneStore store;
  private final Resolution resolution = new Resolution();
  private final Choice choice = new Choice();
  private final LookAhead ahead = new LookAhead();

  Lookup(ZoneStore store) {
    this.store = store;
  }

  @Override
  public boolean isZone(Query query) {
    return store.current().isZone(query.name());
  }

  @Override
  public boolean looksAhead() {
    return store.current().isLarge();
  }

  @Override
  public void foresee(HashedName name) {
    ahead.add(name, store.current());
  }

  @Override
  public void fetch() {
    ahead.fetch();
  }

  /// An alias that leads out of our zones ends the answer with NOERROR.
  @Override
  public void answer(Query query, AnswerWriter writer) {
    var snapshot = store.current();
    var served = zoneOf(query, writer, snapshot);
    if (served == null) {
      writer.fail(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE);
      return;
    }
    writer.authoritative(true);
    while (served != null && step(served, query, writer)) {
      served = zoneOf(query, writer, snapshot);
    }
  }

  @Override
  public void soa(Query query, AnswerWriter writer) {
    var served = store.current().find(writer.owner(), 0);
    if (served == null || !served.zone().isApex(writer.owner(), 0)) {
      writer.fail(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE);
      return;
    }
    writer.authoritative(true);
    served.zone().resolve(writer.owner(), RecordType.SOA, resolution);
    found(served, query, writer);
  }

  /// Returns the zone that answers for the current owner, or null when none does: the closest one;
  /// but for DS at that zone's own name the next one above (RFC 4035 section 3.1.4.1). Behind an
  /// alias only if that one has a cut there or higher up: else it would deny a name that exists.
  private @Nullable ServedZone zoneOf(Query query, AnswerWriter writer, Snapshot snapshot) {
    var owner = writer.owner();
    var closest = snapshot.find(owner, 0);
    if (query.type() != RecordType.DS || closest == null || !closest.zone().isApex(owner, 0)) {
      return closest;
    }
    var above = snapshot.find(owner, 1);
    if (above == null || writer.isFirstOwner()) {
      return above == null ? closest : above;
    }
    above.zone().resolve(owner, RecordType.NS, resolution);
    return resolution.kind() == Resolution.Kind.REFERRAL ? above : closest;
  }

  /// Places what one zone says about the current owner.
  ///
  /// @return whether the owner has moved to a target that is to be looked up
  private boolean step(ServedZone served, Query query, AnswerWriter writer) {
    var zone = served.zone();
    var arena = zone.arena();
    zone.resolve(writer.owner(), query.type(), resolution);
    var block = resolution.block();
    switch (resolution.kind()) {
      case FOUND -> {
        return found(served, query, writer);
      }
      case NODATA -> negative(served, Rcode.NOERROR, Integer.MAX_VALUE, writer);
      case NXDOMAIN -> negative(served, Rcode.NXDOMAIN, Integer.MAX_VALUE, writer);
      case REFERRAL -> {
        if (writer.isFirstOwner()) {
          writer.authoritative(false);
        }
        writer.referral(arena, block, resolution.label());
      }
      case CNAME -> {
        return AnswerBlock.isSteered(arena, block)
            ? steered(served, block, query, writer)
            : writer.alias(arena, block);
      }
      case DNAME -> {
        return writer.redirect(arena, block, resolution.label())
            && query.type() != RecordType.CNAME;
      }
    }
    return false;
  }

  private static void negative(
      ServedZone served, int rcode, int maxTtlSeconds, AnswerWriter writer) {
    var zone = served.zone();
    writer.rcode(rcode);
    writer.negative(zone.arena(), zone.negative(), zone.apexLabels(), maxTtlSeconds);
  }

  private boolean found(ServedZone served, Query query, AnswerWriter writer) {
    var arena = served.zone().arena();
    var block = resolution.block();
    if (AnswerBlock.isSteered(arena, block)) {
      return steered(served, block, query, writer);
    }
    writer.answer(arena, block);
    return false;
  }

  private boolean steered(ServedZone served, int block, Query query, AnswerWriter writer) {
    var steered = served.steered().get(AnswerBlock.steeredIndex(served.zone().arena(), block));
    steered.choose(query, choice);
    writer.clientScope(choice.clientScope());
    writer.extendedError(choice.extendedError());
    switch (choice.kind()) {
      case RECORDS -> chosen(steered.type(), writer);
      case BLOCK -> writer.answer(choice.block(), 0, choice.ttlSeconds());
      case ALIAS -> {
        return writer.alias(choice.block(), 0, choice.ttlSeconds()) && follows(query.type());
      }
      case NODATA -> {
        if (resolution.next(served.zone().arena())) {
          return found(served, query, writer);
        }
        negative(served, Rcode.NOERROR, choice.ttlSeconds(), writer);
      }
      case NOT_READY -> writer.fail(Rcode.SERVFAIL, ExtendedError.NOT_READY);
    }
    return false;
  }

  /// Whether a question for `type` is answered by the target of an alias and not by the alias.
  private static boolean follows(int type) {
    return type != RecordType.CNAME && type != RecordType.ANY;
  }

  private void chosen(int type, AnswerWriter writer) {
    writer.beginRRset();
    for (var i = 0; i < choice.count(); i++) {
      writer.record(type, RecordClass.IN, choice.ttlSeconds(), choice.rdata(i));
    }
    writer.endRRset();
  }
}
