package org.pharosdns.zone.edit;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AnswerCompiler;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RecordScanner;
import org.pharosdns.zone.load.RecordScanner.UnsoundException;
import org.pharosdns.zone.load.ZoneFile;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContents.OwnerChange;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// An edit of a large zone that reads only the lines around what changes, and proves from them that
/// the text then says what it said before, with the changes made and nothing else.
///
/// The proof: the stretches of text that were spliced, each up to the record behind it, are read
/// again from the state that the lines above them leave. They must hold the same records as before,
/// but for the RRsets that were to change, and leave the same state. All other text is as it was,
/// and so is what it means. Where that cannot be shown, or a change may matter to the rules of the
/// zone as a whole, there is no quick edit: {@link ZoneEditor} and a load of the result decide.
public final class QuickEdit {
  private final ZoneFile file;
  private final ZoneEdit edit;
  private final ZoneDiff diff;
  private final List<OwnerChange> owners;
  private final Landmarks landmarks;

  private QuickEdit(
      ZoneFile file, ZoneEdit edit, ZoneDiff diff, List<OwnerChange> owners, Landmarks landmarks) {
    this.file = file;
    this.edit = edit;
    this.diff = diff;
    this.owners = owners;
    this.landmarks = landmarks;
  }

  /// The one file of the zone, as it was before.
  public ZoneFile file() {
    return file;
  }

  /// The text after the changes.
  public ZoneEdit edit() {
    return edit;
  }

  /// The records that come and go.
  public ZoneDiff diff() {
    return diff;
  }

  /// What becomes of each owner, the apex with its new serial among them; for {@link
  /// ZoneContents#with}.
  public List<OwnerChange> owners() {
    return owners;
  }

  /// The landmarks of the zone after the changes. What went is still in the memory that they tell
  /// of: where that seems to be too much, a load of the whole zone counts it anew.
  public Landmarks landmarks() {
    return landmarks;
  }

  /// Tries an edit; returns null where it is not to be had.
  ///
  /// @param editor of a zone whose files hold what `contents` says
  /// @param nextSerial from the serial in the files to the one after the change
  public static @Nullable QuickEdit of(
      ZoneEditor editor,
      ZoneContents contents,
      Landmarks landmarks,
      List<RecordChange> changes,
      LongUnaryOperator nextSerial) {
    if (!changes.stream().allMatch(change -> isSimple(change.type()))) {
      return null;
    }
    try {
      return new Attempt(editor, contents, landmarks).edit(changes, nextSerial);
    } catch (UnsoundException e) {
      return null;
    }
  }

  /// Whether records of a type have to do with no name but their owner.
  private static boolean isSimple(int type) {
    return switch (type) {
      case RecordType.CNAME, RecordType.PTR -> true;
      case RecordType.SOA, RecordType.NS, RecordType.DNAME, RecordType.DS -> false;
      default -> AnswerCompiler.isPlain(type) && !isOfDnssec(type);
    };
  }

  private static boolean isOfDnssec(int type) {
    return type == RecordType.RRSIG
        || type == RecordType.NSEC
        || type == 25
        || (type >= 46 && type <= 51);
  }

  private record Attempt(ZoneEditor editor, ZoneContents contents, Landmarks landmarks) {
    @Nullable QuickEdit edit(List<RecordChange> changes, LongUnaryOperator nextSerial)
        throws UnsoundException {
      var names = new HashSet<DnsName>(Set.of(contents.apex()));
      changes.forEach(change -> names.add(change.owner()));
      var scanner = editor.scanner(Map.of());
      var found = FoundRecords.scan(scanner, names);
      var kept = found.in(0);
      if (scanner.files().size() > 1
          || scanner.generates()
          || kept.isEmpty()
          || kept.stream().anyMatch(each -> each.defaultTtl() == RecordScanner.NONE)) {
        return null;
      }
      var before = zone(found.records().stream().map(WrittenRecord::of).toList());
      var plan = ChangePlan.of(contents.apex(), before.serial(), before::find, changes, nextSerial);
      if (plan.isEmpty()) {
        return new QuickEdit(
            scanner.files().getFirst(),
            new ZoneEdit(Map.of(), List.of(), 0),
            new ZoneDiff(List.of(), List.of()),
            List.of(),
            landmarks);
      }
      if (before.serial() != contents.serial()) {
        return null;
      }
      var file = scanner.files().getFirst();
      var lineOctets = editor.limits().lineOctets();
      var splices = new FileEdit(kept, EditSteps.of(found, plan), lineOctets).splices();
      var octets = splices.apply(file.octets());
      if (octets.length > editor.limits().fileOctets()) {
        return null;
      }
      var read = new SplicedText(editor, file, octets, splices).read(kept, plan);
      if (read == null) {
        return null;
      }
      var after = zone(read);
      var landmarksAfter = landmarks.with(after);
      if (!isSound(plan, before, after)
          || landmarksAfter.memoryOctets() > editor.limits().memoryOctets()) {
        return null;
      }
      var owners =
          plan.owners().stream()
              .map(name -> new OwnerChange(name, before.at(name), after.at(name)))
              .toList();
      return new QuickEdit(
          file,
          new ZoneEdit(Map.of(file.real(), octets), plan.keys(), plan.growth()),
          ZoneDiff.of(before, after, plan.keys()),
          owners,
          landmarksAfter);
    }

    private ZoneContents zone(List<WrittenRecord> records) {
      var builder = new ZoneContentsBuilder(contents.apex(), 4096);
      for (var each : records) {
        var owner = each.owner().wire();
        var rdata = each.rdata().octets();
        builder.add(
            builder.owner(owner, owner.length),
            each.type(),
            each.ttlSeconds(),
            rdata,
            rdata.length);
      }
      return builder.build();
    }

    private boolean isSound(ChangePlan plan, ZoneContents before, ZoneContents after) {
      for (var key : plan.keys()) {
        var owner = key.owner();
        var existence = before.at(owner).isEmpty() != after.at(owner).isEmpty();
        if (key.type() != RecordType.SOA && landmarks.concern(owner, existence)) {
          return false;
        }
      }
      return ZoneLoader.validateOwners(after, editor.file(), editor.limits()).isEmpty();
    }
  }
}
