package org.pharosdns.zone.edit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.OwnerFilter;
import org.pharosdns.zone.load.RecordScanner;
import org.pharosdns.zone.load.RecordScanner.UnsoundException;
import org.pharosdns.zone.load.ZoneFile;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;

/// Changes records in the text of a zone and leaves every octet that it need not touch: comments,
/// order, columns, directives, line ends.
///
/// A new record stands behind the records of its RRset, of its owner, or of the zone file, in that
/// order, and is written as they are. A record whose place is taken by another one changes its data
/// only. Two things follow a record that goes or comes: the owner that lines below it leave out,
/// and
/// the TTL that they take from it. Both are written out where they would change.
///
/// One pass over the text; objects are made only for the records at the owners that change. {@link
/// QuickEdit} does the same for large zones without a load of the result.
public final class ZoneEditor {
  private final Path file;
  private final DnsName apex;
  private final LoadLimits limits;
  private final Map<Path, byte[]> drafts;

  /// @param file the zone file, as {@link org.pharosdns.zone.load.ZoneLoader} takes it
  /// @param drafts octets to take in the place of what a file holds, by its real path
  public ZoneEditor(Path file, DnsName apex, LoadLimits limits, Map<Path, byte[]> drafts) {
    this.file = file;
    this.apex = apex;
    this.limits = limits;
    this.drafts = drafts;
  }

  /// Returns the text after `changes`; nothing is written.
  ///
  /// @param contents what the files hold now
  /// @param nextSerial from the serial in the files to the one after the change; a change of the
  ///     SOA that brings a greater serial itself keeps that
  /// @throws UneditableException when a record is made by `$GENERATE`, or the files are not sound
  public ZoneEdit edit(
      ZoneContents contents, List<RecordChange> changes, LongUnaryOperator nextSerial)
      throws UneditableException {
    var plan = ChangePlan.of(contents, changes, nextSerial);
    if (plan.isEmpty()) {
      return new ZoneEdit(Map.of(), List.of(), 0);
    }
    try {
      var scanner = scanner(drafts);
      var found = FoundRecords.scan(scanner, plan.owners());
      found.requireAll(plan, scanner);
      return edit(scanner.files(), found, plan);
    } catch (UnsoundException e) {
      throw new UneditableException(e.problems());
    }
  }

  /// Whether one line may stand for several records, which cannot be changed one by one then:
  /// `$GENERATE` makes them, or their file is included more than once; false too where the files
  /// are not sound.
  public boolean repeats() {
    try {
      var scanner = scanner(drafts);
      var none = new OwnerFilter(Set.of());
      var more = true;
      while (more) {
        more = scanner.next(none);
      }
      var files = scanner.files();
      return scanner.generates()
          || files.stream().map(ZoneFile::real).distinct().count() < files.size();
    } catch (UnsoundException e) {
      return false;
    }
  }

  /// Opens the text before its first record.
  ///
  /// @param texts octets to take in the place of what a file holds, by its real path
  RecordScanner scanner(Map<Path, byte[]> texts) throws UnsoundException {
    return RecordScanner.open(file, apex, limits, texts);
  }

  Path file() {
    return file;
  }

  LoadLimits limits() {
    return limits;
  }

  private ZoneEdit edit(List<ZoneFile> files, FoundRecords found, ChangePlan plan)
      throws UneditableException {
    var steps = EditSteps.of(found, plan);
    var drafts = new LinkedHashMap<Path, byte[]>();
    for (var index = 0; index < files.size(); index++) {
      var splices = new FileEdit(found.in(index), steps, limits.lineOctets()).splices();
      if (!splices.isEmpty()) {
        var each = files.get(index);
        var draft = splices.apply(each.octets());
        var other = drafts.put(each.real(), draft);
        if (other != null && !Arrays.equals(other, draft)) {
          throw new UneditableException(List.of(includedTwice(each.real())));
        }
      }
    }
    return new ZoneEdit(drafts, plan.keys(), plan.growth());
  }

  private static Problem includedTwice(Path file) {
    return Problem.error(file, 0, 0, "it is included more than once, and would change differently")
        .withHint("edit it by hand");
  }
}
