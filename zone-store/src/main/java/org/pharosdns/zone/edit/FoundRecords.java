package org.pharosdns.zone.edit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.OwnerFilter;
import org.pharosdns.zone.load.RecordScanner;
import org.pharosdns.zone.load.RecordScanner.UnsoundException;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.RdataOrder;

/// The written records that an edit may have to do with: those at its owners, the one behind each
/// of them, and the last one of the zone file.
final class FoundRecords {
  /// A record at an owner that changes, with its data.
  record Mine(Written written, Rdata rdata) {}

  private final Set<DnsName> owners;
  private final OwnerFilter filter;
  private final Map<Integer, List<Written>> byFile = new HashMap<>();
  private final Map<DnsName, List<Mine>> byOwner = new LinkedHashMap<>();
  private boolean blankOwners;
  private @Nullable Written last;

  private FoundRecords(Set<DnsName> owners) {
    this.owners = Set.copyOf(owners);
    filter = new OwnerFilter(owners);
  }

  /// Walks over all records and keeps those that matter to a change at `owners`.
  static FoundRecords scan(RecordScanner scanner, Set<DnsName> owners) throws UnsoundException {
    var found = new FoundRecords(owners);
    var followed = new BitSet();
    while (scanner.next(found.filter)) {
      var mine = found.isMine(scanner.owner());
      if (mine || followed.get(scanner.file())) {
        found.keep(scanner, mine);
        followed.set(scanner.file(), mine);
      }
    }
    found.blankOwners = scanner.blankOwners();
    if (scanner.lastOfZoneFile()) {
      found.keepLast(Written.of(scanner));
    }
    return found;
  }

  private void keep(RecordScanner at, boolean mine) throws UnsoundException {
    var written = Written.of(at);
    byFile.computeIfAbsent(written.file(), any -> new ArrayList<>()).add(written);
    if (mine) {
      byOwner
          .computeIfAbsent(written.owner(), any -> new ArrayList<>())
          .add(new Mine(written, at.rdata()));
    }
    last = last == null ? written : last;
  }

  private void keepLast(Written written) {
    var kept = byFile.computeIfAbsent(0, any -> new ArrayList<>());
    if (kept.isEmpty() || kept.getLast().ordinal() < written.ordinal()) {
      kept.add(written);
    }
    last = kept.getLast();
  }

  private boolean isMine(byte[] owner) {
    return filter.mayBe(owner) && owners.contains(DnsName.ofWire(owner, 0));
  }

  /// Requires that each record that shall go, or get another TTL, is written somewhere.
  ///
  /// @throws UneditableException naming the `$GENERATE` lines that make the others
  void requireAll(ChangePlan plan, RecordScanner scanner) throws UneditableException {
    var unwritten = new LinkedHashMap<DnsName, List<String>>();
    for (var target : plan.targets()) {
      if (!areWritten(target)) {
        unwritten
            .computeIfAbsent(target.key().owner(), any -> new ArrayList<>())
            .add(RecordType.mnemonic(target.key().type()));
      }
    }
    var messages = new LinkedHashMap<DnsName, String>();
    unwritten.forEach(
        (owner, types) ->
            messages.put(
                owner,
                "%s %s is made by this line and cannot be changed by itself"
                    .formatted(owner, String.join(", ", types))));
    var problems =
        scanner.problemsOfGenerating(
            messages, "edit the line by hand, then `pharos zone reload %s`".formatted(plan.apex()));
    if (!problems.isEmpty()) {
      throw new UneditableException(problems);
    }
  }

  private boolean areWritten(ChangePlan.Target target) {
    var written = records(target.key());
    return target.altered().stream()
        .allMatch(rdata -> written.stream().anyMatch(each -> isSame(each, rdata)));
  }

  private static boolean isSame(Mine mine, byte[] rdata) {
    return RdataOrder.isSame(mine.written.type(), mine.rdata.octets(), rdata);
  }

  /// Returns the written records of an RRset in the order of the files.
  List<Mine> records(RRsetKey key) {
    return byOwner.getOrDefault(key.owner(), List.of()).stream()
        .filter(each -> each.written.type() == key.type())
        .toList();
  }

  /// Returns the written records of all owners that change.
  List<Mine> records() {
    return byOwner.values().stream().flatMap(List::stream).toList();
  }

  /// Returns the record behind which a new one of the RRset stands.
  Written anchor(RRsetKey key) {
    var same = records(key);
    var ofOwner = byOwner.getOrDefault(key.owner(), List.of());
    if (!same.isEmpty()) {
      return same.getLast().written;
    }
    if (!ofOwner.isEmpty()) {
      return ofOwner.getLast().written;
    }
    if (last == null) {
      throw new IllegalStateException("a sound zone has records");
    }
    return last;
  }

  /// Returns the kept records of one file in their order.
  List<Written> in(int file) {
    return byFile.getOrDefault(file, List.of());
  }

  /// Whether the zone leaves owners out that stand above.
  boolean usesBlankOwners() {
    return blankOwners;
  }
}
