package org.pharosdns.zone.edit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RecordScanner;

/// Turns the steps of one file into splices of its text.
///
/// Walks over the kept records with two readers in mind: one of the old text, whose state stands in
/// {@link Written}, and one of the new text. Where they would read an owner or a TTL differently it
/// is written out.
final class FileEdit {
  private static final int MOST_TTL_OCTETS = 11;

  private final List<Written> records;
  private final EditSteps steps;
  private final int lineOctets;
  private final Splices splices = new Splices();
  private @Nullable DnsName newOwner;
  private int newTtl;

  /// @param lineOctets what a line may have
  FileEdit(List<Written> records, EditSteps steps, int lineOctets) {
    this.records = records;
    this.steps = steps;
    this.lineOctets = lineOctets;
  }

  Splices splices() {
    var expected = 0;
    for (var record : records) {
      if (record.ordinal() != expected) {
        newOwner = record.before().owner();
        newTtl = record.before().lastTtl();
      }
      expected = record.ordinal() + 1;
      record(record);
      insertBehind(record);
    }
    return splices;
  }

  private void record(Written record) {
    var step = steps.of(record);
    if (step.gone()) {
      splices.delete(record.begin(), record.end());
      return;
    }
    if (record.ownerSpan() == null && !isNewOwner(record.owner())) {
      stateOwner(record);
    }
    newOwner = record.owner();
    var inherits = record.usesLastTtl() && newTtl != record.before().lastTtl();
    var ttl = step.ttl();
    if (ttl == RecordChange.TTL_OF_FILE && inherits && !ownMinimum(record)) {
      ttl = record.ttlSeconds();
    }
    if (ttl != RecordChange.TTL_OF_FILE) {
      stateTtl(record, ttl);
      newTtl = ttl;
    } else if (!record.usesLastTtl() && record.ttlSpan() != null) {
      newTtl = record.ttlSeconds();
    } else if (ownMinimum(record)) {
      newTtl = record.lastTtl();
    }
    var data = step.data();
    if (data != null) {
      replaceData(record, data);
    }
  }

  /// Whether a record is a SOA that takes its TTL from its own MINIMUM.
  private static boolean ownMinimum(Written record) {
    return record.type() == RecordType.SOA
        && record.usesLastTtl()
        && record.before().lastTtl() == RecordScanner.NONE;
  }

  private void stateOwner(Written record) {
    var from = record.begin();
    var to = from;
    while (record.octets()[to] == ' ' || record.octets()[to] == '\t') {
      to++;
    }
    var blanks = text(record, from, to);
    splices.replace(from, to, LineStyle.ownerInPlaceOf(blanks, record.text(record.owner())));
  }

  private void stateTtl(Written record, int ttl) {
    var span = record.ttlSpan();
    if (span != null) {
      splices.replace(span.from(), span.to(), Integer.toString(ttl));
      return;
    }
    var type = record.typeSpan().from();
    var classSpan = record.classSpan();
    var at = classSpan == null ? type : Math.min(type, classSpan.from());
    var text = ttl + " ";
    var from = at - text.length();
    var room = from > record.begin() && text(record, from - 1, at).isBlank();
    splices.replace(room && record.ownerSpan() != null ? from : at, at, text);
  }

  private void replaceData(Written record, EditSteps.Replacement data) {
    var text = EditSteps.text(record.type(), data.after(), record);
    var words = text.split(" ", -1);
    if (record.type() != RecordType.SOA || record.words().size() != words.length) {
      var span = record.dataSpan();
      splices.replace(
          span.from(),
          span.to(),
          text.length() <= lineOctets - besidesData(record)
              ? text
              : EditSteps.folded(record.type(), data.after(), record, lineOctets));
      return;
    }
    var before = fields(data.before().octets());
    var after = fields(data.after().octets());
    for (var i = 0; i < words.length; i++) {
      if (!Arrays.equals(before[i], after[i])) {
        var span = record.words().get(i);
        splices.replace(span.from(), span.to(), words[i]);
      }
    }
  }

  /// Returns how many octets of a record's line are none of its data at most, with an owner and a
  /// TTL that it may be given.
  private static int besidesData(Written record) {
    var span = record.dataSpan();
    var stated = MOST_TTL_OCTETS + record.text(record.owner()).length();
    return span.from() - record.begin() + record.end() - span.to() + stated;
  }

  /// Returns the seven fields of SOA data (RFC 1035 section 3.3.13).
  private static byte[][] fields(byte[] soa) {
    var fields = new byte[7][];
    var mname = DnsName.ofWire(soa, 0);
    var rname = DnsName.ofWire(soa, mname.octets());
    fields[0] = mname.wire();
    fields[1] = rname.wire();
    var at = mname.octets() + rname.octets();
    for (var i = 2; i < 7; i++) {
      fields[i] = Arrays.copyOfRange(soa, at, at + Integer.BYTES);
      at += Integer.BYTES;
    }
    return fields;
  }

  private void insertBehind(Written anchor) {
    var style = new LineStyle(anchor);
    for (var insert : steps.behind(anchor)) {
      var owner = insert.key().owner();
      var blank = steps.usesBlankOwners() && isNewOwner(owner);
      var inherited = anchor.defaultTtl() == RecordScanner.NONE ? newTtl : anchor.defaultTtl();
      var ttl = insert.ttl() == RecordChange.TTL_OF_FILE ? inherited : insert.ttl();
      var sameSet = anchor.type() == insert.key().type() && anchor.owner().equals(owner);
      var states = ttl != inherited || (sameSet && statesTtl(anchor));
      var line =
          line(
              style,
              blank ? "" : anchor.text(owner),
              states ? Integer.toString(ttl) : null,
              insert,
              anchor);
      var end = anchor.lineEnd();
      splices.insert(anchor.end(), anchor.hasLineEnd() ? line + end : end + line);
      newOwner = owner;
      newTtl = states ? ttl : newTtl;
    }
  }

  private String line(
      LineStyle style,
      String owner,
      @Nullable String ttl,
      EditSteps.Insert insert,
      Written anchor) {
    var type = insert.key().type();
    var line = style.line(owner, ttl, type, EditSteps.text(type, insert.rdata(), anchor));
    return line.length() <= lineOctets
        ? line
        : style.line(owner, ttl, type, EditSteps.folded(type, insert.rdata(), anchor, lineOctets));
  }

  /// Whether a blank stands for `owner` at this place of the new text.
  private boolean isNewOwner(DnsName owner) {
    return newOwner != null && newOwner.equals(owner);
  }

  private boolean statesTtl(Written record) {
    return record.ttlSpan() != null || steps.of(record).ttl() != RecordChange.TTL_OF_FILE;
  }

  private static String text(Written record, int from, int to) {
    return new String(record.octets(), from, to - from, StandardCharsets.ISO_8859_1);
  }
}
