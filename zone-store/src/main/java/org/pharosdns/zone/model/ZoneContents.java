package org.pharosdns.zone.model;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  private final DnsName apex;
  private final byte[] apexWire;
  private final int records;
  private final int owners;
  private final long octets;
  private final long serial;
  private volatile @Nullable Live live;
  private volatile WeakReference<@Nullable Live> recent = new WeakReference<>(null);
  private volatile @Nullable PackedOctets packed;

  /// The records as they are worked with.
  private record Live(RecordArena arena, OwnerTable table) {}

  ZoneContents(DnsName apex, RecordArena arena, OwnerTable table, int records) {
    this.apex = apex;
    this.apexWire = apex.wire();
    this.live = new Live(arena, table);
    this.records = records;
    this.owners = table.count();
    this.octets = arena.length();
    this.serial = serial(find(apex, SOA));
  }

  /// Makes the records small until somebody reads them, which unpacks them for as long as they are
  /// in use. For zones so large that it matters: the compiled form answers without them. Any
  /// thread; takes a tenth of a second for ten megabytes.
  public synchronized void pack() {
    var now = live;
    if (now != null) {
      packed = PackedOctets.of(now.arena().octets(), now.arena().length(), now.table().owners());
      recent = new WeakReference<>(now);
      live = null;
    }
  }

  private Live live() {
    var now = live;
    if (now == null) {
      now = recent.get();
    }
    return now == null ? unpack() : now;
  }

  private synchronized Live unpack() {
    var now = live != null ? live : recent.get();
    if (now == null) {
      var small = Objects.requireNonNull(packed);
      var arena = new RecordArena(small.octets());
      now = new Live(arena, new OwnerTable(arena, small.numbers()));
      recent = new WeakReference<>(now);
    }
    return now;
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
    var record = firstRecord(ownerHandle(owner));
    while (record != 0 && live().arena().type(record) < type) {
      record = live().arena().next(record);
    }
    return record != 0 && live().arena().type(record) == type ? rrset(owner, record) : null;
  }

  /// Returns all RRsets of `owner`, ascending by type; empty when there is no such owner.
  public List<RRset> at(DnsName owner) {
    return rrsets(owner, ownerHandle(owner));
  }

  /// Visits every owner once with all its RRsets (ascending by type), in the order of the file.
  public void forEachOwner(Consumer<List<RRset>> visitor) {
    for (var i = 0; i < live().table().count(); i++) {
      var handle = live().table().owner(i);
      visitor.accept(rrsets(ownerName(handle), handle));
    }
  }

  /// Returns a cursor before the first owner.
  public RecordCursor cursor() {
    var now = live();
    return new RecordCursor(this, now.arena(), now.table());
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
    return relative < 0 ? 0 : live().table().find(name, from, from + relative);
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
    return live().table().ancestorWith(owner, flags);
  }

  /// Returns the name behind the handle of an owner.
  public DnsName ownerName(int owner) {
    var relative = live().arena().nameOctets(owner);
    var wire = new byte[relative + apexWire.length];
    System.arraycopy(live().arena().octets(), owner + RecordArena.OWNER_HEADER, wire, 0, relative);
    System.arraycopy(apexWire, 0, wire, relative, apexWire.length);
    return DnsName.ofWire(wire, 0);
  }

  /// Returns how many octets of memory the owners and their records take.
  public long octets() {
    return octets;
  }

  List<RRset> rrsets(int owner) {
    return rrsets(ownerName(owner), owner);
  }

  private int firstRecord(int owner) {
    return owner == 0 ? 0 : live().arena().firstRecord(owner);
  }

  private List<RRset> rrsets(DnsName owner, int handle) {
    var sets = new ArrayList<RRset>(4);
    for (var record = firstRecord(handle); record != 0; ) {
      sets.add(rrset(owner, record));
      record = nextType(record);
    }
    return sets;
  }

  private int nextType(int record) {
    var type = live().arena().type(record);
    var next = record;
    while (next != 0 && live().arena().type(next) == type) {
      next = live().arena().next(next);
    }
    return next;
  }

  /// Returns the RRset that starts at `first`; its TTL is the lowest (RFC 2181 section 5.2).
  private RRset rrset(DnsName owner, int first) {
    var type = live().arena().type(first);
    var ttlSeconds = Integer.MAX_VALUE;
    var rdata = new ArrayList<byte[]>(2);
    for (var r = first; r != 0 && live().arena().type(r) == type; r = live().arena().next(r)) {
      ttlSeconds = Math.min(ttlSeconds, live().arena().ttlSeconds(r));
      rdata.add(live().arena().rdata(r));
    }
    return new RRset(owner, type, ttlSeconds, rdata);
  }

  /// Equal contents hold the same records in the same order of the file.
  @Override
  public boolean equals(Object other) {
    return other instanceof ZoneContents contents
        && contents.apex.equals(apex)
        && contents.records == records
        && contents.live().arena().holdsWhat(live().arena());
  }

  @Override
  public int hashCode() {
    return 31 * apex.hashCode() + records;
  }
}
