package org.pharosdns.zone.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.RecordScanner.UnsoundException;
import org.pharosdns.zone.load.ZoneFile;
import org.pharosdns.zone.model.RRsetKey;

/// The text of a zone file after splices, held against the text before: see {@link QuickEdit}.
final class SplicedText {
  private final ZoneEditor editor;
  private final ZoneFile file;
  private final byte[] octets;
  private final Splices splices;

  /// @param file as it was
  /// @param octets what it holds after `splices`
  SplicedText(ZoneEditor editor, ZoneFile file, byte[] octets, Splices splices) {
    this.editor = editor;
    this.file = file;
    this.octets = octets;
    this.splices = splices;
  }

  /// What a stretch of text says, and what it leaves to the lines behind it.
  private record Stretch(
      List<WrittenRecord> records, @Nullable DnsName owner, DnsName origin, int defaultTtl) {
    List<WrittenRecord> without(Set<RRsetKey> keys) {
      return records.stream().filter(each -> !keys.contains(each.key())).toList();
    }
  }

  /// Returns the records at the owners of `plan` in the new text; null where it is not proven to
  /// say what the plan wants and nothing else.
  ///
  /// @param kept all records that may have been spliced, each run of them up to the one behind, and
  ///     the last of the file
  @Nullable List<WrittenRecord> read(List<Written> kept, ChangePlan plan) throws UnsoundException {
    var keys = Set.copyOf(plan.keys());
    var owners = plan.owners();
    var found = new ArrayList<WrittenRecord>();
    for (var from = 0; from < kept.size(); ) {
      var to = from + 1;
      while (to < kept.size() && kept.get(to).ordinal() == kept.get(to - 1).ordinal() + 1) {
        to++;
      }
      var first = kept.get(from);
      var last = kept.get(to - 1);
      var before = stretch(file.octets(), first, first.begin(), last.end());
      var after = stretch(octets, first, splices.begin(first.begin()), splices.end(last.end()));
      var isEnd = to == kept.size();
      if (before == null || after == null || !saysTheSame(before, after, keys, isEnd)) {
        return null;
      }
      after.records.stream().filter(each -> owners.contains(each.owner())).forEach(found::add);
      from = to;
    }
    return areMet(plan.targets(), found) ? found : null;
  }

  /// Behind the last record of the file no line takes its owner from above.
  private static boolean saysTheSame(
      Stretch before, Stretch after, Set<RRsetKey> keys, boolean isEnd) {
    return before.without(keys).equals(after.without(keys))
        && before.origin.equals(after.origin)
        && before.defaultTtl == after.defaultTtl
        && (isEnd || Objects.equals(before.owner, after.owner));
  }

  /// Whether all RRsets that a plan touches are as it wants them.
  ///
  /// @param found all records of theirs
  static boolean areMet(List<ChangePlan.Target> targets, List<WrittenRecord> found) {
    var sets = found.stream().collect(Collectors.groupingBy(WrittenRecord::key));
    return targets.stream()
        .allMatch(target -> isMet(target, sets.getOrDefault(target.key(), List.of())));
  }

  private static boolean isMet(ChangePlan.Target target, List<WrittenRecord> set) {
    var ttl = target.ttl();
    return set.size() == target.after().size()
        && set.stream().allMatch(each -> target.keeps(each.rdata().octets()))
        && (ttl == RecordChange.TTL_OF_FILE
            || set.stream().allMatch(each -> each.ttlSeconds() == ttl));
  }

  private @Nullable Stretch stretch(byte[] text, Written first, int begin, int end)
      throws UnsoundException {
    var scanner = editor.scanner(Map.of(file.real(), text));
    scanner.goTo(begin, first.origin(), first.before().owner(), first.defaultTtl());
    var records = new ArrayList<WrittenRecord>();
    var owner = first.before().owner();
    var origin = first.origin();
    var defaultTtl = first.defaultTtl();
    while (scanner.next() && scanner.begin() < end) {
      if (scanner.files().size() > 1 || scanner.generates() || scanner.end() > end) {
        return null;
      }
      owner = DnsName.ofWire(scanner.owner(), 0);
      origin = DnsName.ofWire(scanner.origin(), 0);
      defaultTtl = scanner.defaultTtl();
      records.add(new WrittenRecord(owner, scanner.type(), scanner.ttlSeconds(), scanner.rdata()));
    }
    return new Stretch(records, owner, origin, defaultTtl);
  }
}
