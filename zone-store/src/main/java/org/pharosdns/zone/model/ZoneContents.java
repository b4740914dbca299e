package org.pharosdns.zone.model;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// The records of one zone, immutable, class IN: what the master file said, validated.
///
/// Kept flat (one octet array, not one object per record); RRsets are made when asked for. Made by
/// {@link ZoneContentsBuilder}. Owners and records have *handles*, for {@link RecordCursor} and for
/// those who must not make an object per record.
public final class ZoneContents {
  /// Flag of an owner: A or AAAA records.
  public static final int HAS_ADDRESS = 1;

  /// Flag of an owner: NS records below the apex.
  public static final int IS_CUT = 2;

  /// Flag of an owner: a CNAME record.
  public static final int HAS_CNAME = 4;

  /// Flag of an owner: a DNAME record.
  public static final int HAS_DNAME = 8;

  /// Flag of an owner: NS, MX or SRV records.
  public static final int HAS_TARGET = 16;

  /// Flag of an owner: more than one record.
  public static final int HAS_MANY = 32;

  private static final int SOA = 6;

  /// With so many owners that differ from its base a zone is packed as a whole.
  private static final int MANY_REPLACED = 1000;

  private static final long LARGE_OCTETS = 4L << 20;

  private static final long MOST = Integer.MAX_VALUE / 2;

  private final DnsName apex;
  private final byte[] apexWire;
  private final HeapRoom room;
  private final int records;
  private final int owners;
  private final long octets;
  private final long serial;

  /// The records as they are worked with, by their owners; null where nobody has needed them yet.
  private volatile @Nullable OwnerTable live;

  /// Of what was unpacked last: a cursor holds it for as long as it is in use.
  private volatile WeakReference<@Nullable OwnerTable> recent = new WeakReference<>(null);

  private volatile @Nullable PackedOctets packed;

  /// The zone that this one is but for {@link #replaced}, or null.
  private volatile @Nullable ZoneContents base;

  private final Map<DnsName, List<RRset>> replaced;
  private final WeakReference<@Nullable ZoneContents> before;
  private final List<OwnerChange> changes;

  /// What becomes of one owner.
  ///
  /// @param before all its RRsets so far
  /// @param after all its RRsets from now on, ascending by type
  public record OwnerChange(DnsName owner, List<RRset> before, List<RRset> after) {
    /// Returns the types whose RRset comes, goes or is another one.
    public Set<Integer> types() {
      var types = new TreeSet<Integer>();
      for (var set : before) {
        if (after.stream().noneMatch(set::isSame)) {
          types.add(set.type());
        }
      }
      for (var set : after) {
        if (before.stream().noneMatch(set::isSame)) {
          types.add(set.type());
        }
      }
      return types;
    }

    private int growth() {
      return count(after) - count(before);
    }

    private static int count(List<RRset> sets) {
      return sets.stream().mapToInt(set -> set.rdata().size()).sum();
    }
  }

  ZoneContents(DnsName apex, RecordArena arena, OwnerTable table, int records, HeapRoom room) {
    this.apex = apex;
    this.apexWire = apex.wire();
    this.room = room;
    this.live = table;
    this.records = records;
    this.owners = table.count();
    this.octets = arena.length();
    this.replaced = Map.of();
    this.before = new WeakReference<>(null);
    this.changes = List.of();
    this.serial = serial(find(apex, SOA));
  }

  private ZoneContents(
      ZoneContents before,
      ZoneContents base,
      Map<DnsName, List<RRset>> replaced,
      List<OwnerChange> changes,
      boolean apart) {
    apex = before.apex;
    apexWire = before.apexWire;
    room = before.room;
    this.base = base;
    this.replaced = replaced;
    this.before = new WeakReference<>(apart ? before : null);
    this.changes = List.copyOf(changes);
    records = before.records + changes.stream().mapToInt(OwnerChange::growth).sum();
    owners =
        before.owners
            + changes.stream()
                .mapToInt(
                    change ->
                        (change.after().isEmpty() ? 0 : 1) - (change.before().isEmpty() ? 0 : 1))
                .sum();
    octets = before.octets;
    serial = serial(find(apex, SOA));
  }

  /// Returns this zone with other records at some owners. It shares all else with this one, and
  /// neither is unpacked for it; who walks over its records makes it whole.
  ///
  /// @param changes at most one for each owner
  /// @param apart whether they are proven to have to do with no other name of the zone
  public ZoneContents with(List<OwnerChange> changes, boolean apart) {
    var merged = new LinkedHashMap<>(replaced);
    for (var change : changes) {
      merged.put(change.owner(), change.after());
    }
    var root = base;
    return new ZoneContents(this, root == null ? this : root, merged, changes, apart);
  }

  /// Returns by what this zone differs from `other`, of which {@link #with} made it by changes that
  /// have to do with no other name; null when it was not made like that.
  public @Nullable List<OwnerChange> changesSince(ZoneContents other) {
    return before.refersTo(other) ? changes : null;
  }

  /// Whether the records take so much memory that packing them is worth while.
  public boolean isLarge() {
    return octets > LARGE_OCTETS;
  }

  /// Makes the records small until somebody reads them, which unpacks them for as long as they are
  /// in use. For zones so large that it matters: the compiled form answers without them. Any
  /// thread; takes a tenth of a second for ten megabytes.
  ///
  /// @throws NoRoomException when there is none for that; nothing has changed then
  public synchronized void pack() {
    var root = base;
    if (root != null && replaced.size() < MANY_REPLACED) {
      root.pack();
    } else if (packed == null) {
      var now = live();
      room.requireArray((long) Integer.BYTES * now.count());
      packed = PackedOctets.of(now.arena().octets(), now.arena().length(), now.owners(), room);
      recent = new WeakReference<>(now);
      live = null;
      base = null;
    }
  }

  private OwnerTable live() {
    var now = live;
    if (now == null) {
      now = recent.get();
    }
    return now == null ? unpack() : now;
  }

  /// Returns the records of `root` with other ones at the owners that are replaced.
  private OwnerTable whole(ZoneContents root) {
    var builder =
        new ZoneContentsBuilder(apex, (int) Math.min(octets + octets / 64 + 4096, MOST), room);
    var at = root.cursor();
    var rdata = new byte[65_535];
    while (at.nextOwner()) {
      var owner = at.ownerName();
      var other = replaced.get(owner);
      if (other == null) {
        var handle = builder.owner(owner.wire(), owner.octets());
        while (at.nextRecord()) {
          System.arraycopy(at.octets(), at.rdataFrom(), rdata, 0, at.rdataOctets());
          builder.add(handle, at.type(), at.ttlSeconds(), rdata, at.rdataOctets());
        }
      } else {
        builder.add(other);
      }
    }
    replaced.forEach(
        (owner, sets) -> {
          if (root.ownerHandle(owner) == 0) {
            builder.add(sets);
          }
        });
    return builder.build().live();
  }

  private synchronized OwnerTable unpack() {
    var now = live != null ? live : recent.get();
    var root = base;
    if (now == null && root != null) {
      now = whole(root);
      if (isLarge()) {
        recent = new WeakReference<>(now);
      } else {
        live = now;
        base = null;
      }
    } else if (now == null) {
      var small = Objects.requireNonNull(packed);
      room.requireArray(small.unpackedOctets());
      var arena = new RecordArena(small.octets(), room);
      now = new OwnerTable(arena, small.numbers(), room);
      recent = new WeakReference<>(now);
    }
    return now;
  }

  /// Where memory is asked for before much of it is taken for this zone. What reads records may
  /// then throw {@link NoRoomException}.
  public HeapRoom room() {
    return room;
  }

  /// Returns the name of the zone.
  public DnsName apex() {
    return apex;
  }

  /// Returns the SOA serial, 0 to 2^32 − 1; 0 in a zone without SOA.
  public long serial() {
    return serial;
  }

  private static long serial(@Nullable RRset soa) {
    if (soa == null) {
      return 0;
    }
    var rdata = soa.rdata().getFirst();
    var at = rdata.length - 20;
    return ((rdata[at] & 0xffL) << 24)
        | ((rdata[at + 1] & 0xff) << 16)
        | ((rdata[at + 2] & 0xff) << 8)
        | (rdata[at + 3] & 0xff);
  }

  /// Returns the number of records, duplicates not counted.
  public int records() {
    return records;
  }

  /// Returns the number of owner names.
  public int owners() {
    return owners;
  }

  /// Returns the RRset of `owner` and `type`, or null.
  public @Nullable RRset find(DnsName owner, int type) {
    var other = replaced.get(owner);
    if (other != null) {
      return other.stream().filter(set -> set.type() == type).findFirst().orElse(null);
    }
    var root = base;
    if (root != null) {
      return root.find(owner, type);
    }
    var arena = live().arena();
    var record = firstRecord(arena, ownerHandle(owner));
    while (record != 0 && arena.type(record) < type) {
      record = arena.next(record);
    }
    return record != 0 && arena.type(record) == type ? rrset(arena, owner, record) : null;
  }

  /// Returns all RRsets of `owner`, ascending by type; empty when there is no such owner.
  public List<RRset> at(DnsName owner) {
    var other = replaced.get(owner);
    if (other != null) {
      return other;
    }
    var root = base;
    if (root != null) {
      return root.at(owner);
    }
    return rrsets(live().arena(), owner, ownerHandle(owner));
  }

  /// Visits every owner once with all its RRsets (ascending by type), in the order of the file.
  public void forEachOwner(Consumer<List<RRset>> visitor) {
    var now = live();
    for (var i = 0; i < now.count(); i++) {
      var handle = now.owner(i);
      visitor.accept(rrsets(now.arena(), ownerName(now.arena(), handle), handle));
    }
  }

  /// Returns a cursor before the first owner.
  public RecordCursor cursor() {
    var now = live();
    return new RecordCursor(this, now.arena(), now);
  }

  /// Returns the handle of an owner, 0 when it has no records.
  public int ownerHandle(DnsName owner) {
    var wire = owner.wire();
    return ownerHandle(wire, 0, wire.length);
  }

  /// Returns whether the uncompressed name of `octets` octets at `from` is in the zone.
  public boolean contains(byte[] name, int from, int octets) {
    return relativeOctets(apexWire, name, from, octets) >= 0;
  }

  /// Returns the handle of the owner whose uncompressed wire form has `octets` octets at `from`, 0
  /// when it has no records or is not in the zone.
  public int ownerHandle(byte[] name, int from, int octets) {
    var relative = relativeOctets(apexWire, name, from, octets);
    return relative < 0 ? 0 : live().find(name, from, from + relative);
  }

  /// Returns how many octets stand before the apex in a name, -1 when it is not in the zone.
  static int relativeOctets(byte[] apex, byte[] name, int from, int octets) {
    var relative = octets - apex.length;
    for (var i = 0; i < apex.length; i++) {
      if (relative < 0 || lower(name[from + relative + i]) != lower(apex[i])) {
        return -1;
      }
    }
    var label = 0;
    while (label < relative) {
      label += 1 + name[from + label];
    }
    return label == relative ? relative : -1;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /// Returns the flags of an owner: {@link #HAS_ADDRESS}, {@link #IS_CUT}, {@link #HAS_CNAME},
  /// {@link #HAS_DNAME}, {@link #HAS_TARGET}, {@link #HAS_MANY}.
  public int flags(int owner) {
    return live().arena().flags(owner);
  }

  /// Returns the handle of the proper ancestor of `owner` nearest to the apex that has one of
  /// `flags`, 0 when none has. The apex itself does not count.
  public int ancestorWith(int owner, int flags) {
    return live().ancestorWith(owner, flags);
  }

  /// Returns the name behind the handle of an owner.
  public DnsName ownerName(int owner) {
    return ownerName(live().arena(), owner);
  }

  private DnsName ownerName(RecordArena arena, int owner) {
    var relative = arena.nameOctets(owner);
    var wire = new byte[relative + apexWire.length];
    System.arraycopy(arena.octets(), owner + RecordArena.OWNER_HEADER, wire, 0, relative);
    System.arraycopy(apexWire, 0, wire, relative, apexWire.length);
    return DnsName.ofWire(wire, 0);
  }

  /// Returns how many octets of memory the owners and their records take.
  public long octets() {
    return octets;
  }

  List<RRset> rrsets(int owner) {
    var arena = live().arena();
    return rrsets(arena, ownerName(arena, owner), owner);
  }

  private static int firstRecord(RecordArena arena, int owner) {
    return owner == 0 ? 0 : arena.firstRecord(owner);
  }

  private static List<RRset> rrsets(RecordArena arena, DnsName owner, int handle) {
    var sets = new ArrayList<RRset>(4);
    for (var record = firstRecord(arena, handle); record != 0; ) {
      sets.add(rrset(arena, owner, record));
      record = nextType(arena, record);
    }
    return sets;
  }

  private static int nextType(RecordArena arena, int record) {
    var type = arena.type(record);
    var next = record;
    while (next != 0 && arena.type(next) == type) {
      next = arena.next(next);
    }
    return next;
  }

  /// Returns the RRset that starts at `first`; its TTL is the lowest (RFC 2181 section 5.2).
  private static RRset rrset(RecordArena arena, DnsName owner, int first) {
    var type = arena.type(first);
    var ttlSeconds = Integer.MAX_VALUE;
    var rdata = new ArrayList<byte[]>(2);
    for (var r = first; r != 0 && arena.type(r) == type; r = arena.next(r)) {
      ttlSeconds = Math.min(ttlSeconds, arena.ttlSeconds(r));
      rdata.add(arena.rdata(r));
    }
    return new RRset(owner, type, ttlSeconds, rdata);
  }

  /// Equal contents hold the same RRsets, the records of each in the same order.
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof ZoneContents contents
            && contents.apex.equals(apex)
            && contents.serial == serial
            && contents.records == records
            && contents.owners == owners
            && holdsWhat(contents));
  }

  private boolean holdsWhat(ZoneContents other) {
    var mine = live();
    var theirs = other.live();
    if (mine.arena().holdsWhat(theirs.arena())) {
      return true;
    }
    for (var i = 0; i < mine.count(); i++) {
      var owner = mine.owner(i);
      var name = ownerName(mine.arena(), owner).wire();
      if (!mine.arena()
          .sameRecords(owner, theirs.arena(), other.ownerHandle(name, 0, name.length))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return 31 * apex.hashCode() + records;
  }
}
