package org.pharosdns.zone.model;

import java.util.Arrays;
import java.util.List;
import org.pharosdns.dns.wire.DnsName;

/// Takes the records of one zone, in any order, and makes {@link ZoneContents} of them.
///
/// For one thread, and for one zone: not to be used after {@link #build}.
public final class ZoneContentsBuilder {
  private static final int FEW = 16;

  /// What an owner with one short record takes.
  private static final int OWNER_OCTETS = 34;

  /// What it takes to sort one of many records: a number, and what the sorting moves.
  private static final long SORT_OCTETS = 24;

  private final DnsName apex;
  private final byte[] apexWire;
  private final RecordArena arena;
  private final OwnerTable table;
  private final HeapRoom room;
  private int records;
  private int[] chain = new int[64];

  /// Makes an empty zone.
  ///
  /// @param expectedOctets about how many octets the records will take; a hint
  public ZoneContentsBuilder(DnsName apex, int expectedOctets) {
    this(apex, expectedOctets, HeapRoom.OF_JVM);
  }

  /// Makes an empty zone that asks `room` for memory; all that adds to it and {@link #build} may
  /// then throw {@link NoRoomException}.
  ///
  /// @param expectedOctets about how many octets the records will take; a hint
  public ZoneContentsBuilder(DnsName apex, int expectedOctets, HeapRoom room) {
    this.apex = apex;
    this.apexWire = apex.wire();
    this.room = room;
    this.arena = new RecordArena(expectedOctets, room);
    this.table = new OwnerTable(arena, expectedOctets / OWNER_OCTETS, room);
  }

  /// Returns the handle of the owner whose uncompressed wire form are the first `octets` of
  /// `wire`, added if need be; 0 when the name is not in the zone.
  public int owner(byte[] wire, int octets) {
    var relative = ZoneContents.relativeOctets(apexWire, wire, 0, octets);
    return relative < 0 ? 0 : table.findOrAdd(wire, 0, relative);
  }

  /// Returns how many octets stand before the apex in a name in wire form, -1 when it is not in the
  /// zone.
  public int relativeOctets(byte[] name) {
    return ZoneContents.relativeOctets(apexWire, name, 0, name.length);
  }

  /// Returns the hash of the labels of an owner that stand before the apex, for {@link #touch} and
  /// {@link #owner(byte[], int, int, long)}.
  public static long hash(byte[] labels, int from, int octets) {
    return OwnerTable.hash(labels, from, from + octets);
  }

  /// Fetches what will be looked at for owners with those hashes: together, that takes
  /// hardly longer than for one of them.
  ///
  /// @return of no meaning; to be used, so that the compilers keep the reads
  public int touch(long[] hashes, int count) {
    return table.touch(hashes, count);
  }

  /// Returns the handle of the owner with those labels in front of the apex, added if need be.
  public int owner(byte[] labels, int from, int octets, long hash) {
    return table.findOrAdd(labels, from, from + octets, hash);
  }

  /// Whether another record with `rdataOctets` fits; a zone takes at most 2 GiB.
  public boolean hasRoomFor(int rdataOctets) {
    return arena.hasRoomFor(
        rdataOctets + RecordArena.RECORD_HEADER + RecordArena.OWNER_HEADER + DnsName.MAX_OCTETS);
  }

  /// Adds a record and returns its handle; handles ascend.
  ///
  /// @param owner a handle of {@link #owner}
  /// @param rdata uncompressed wire form in the first `length` octets
  public int add(int owner, int type, int ttlSeconds, byte[] rdata, int length) {
    return add(owner, type, ttlSeconds, rdata, 0, length);
  }

  /// As {@link #add(int, int, int, byte[], int)}, with RDATA that starts at `from`.
  public int add(int owner, int type, int ttlSeconds, byte[] rdata, int from, int length) {
    records++;
    arena.addFlags(owner, flag(type, arena.nameOctets(owner) == 0));
    return arena.addRecord(owner, type, ttlSeconds, rdata, from, length);
  }

  /// Adds all records of some RRsets.
  public void add(List<RRset> sets) {
    for (var set : sets) {
      var handle = owner(set.owner().wire(), set.owner().octets());
      for (var rdata : set.rdata()) {
        add(handle, set.type(), set.ttlSeconds(), rdata, rdata.length);
      }
    }
  }

  /// Returns the zone. Duplicate records (RFC 2181 section 5) are dropped: the first one stays.
  public ZoneContents build() {
    for (var i = 0; i < table.count(); i++) {
      if ((arena.flags(table.owner(i)) & ZoneContents.HAS_MANY) != 0) {
        settle(table.owner(i));
      }
    }
    arena.trim();
    table.trim();
    return new ZoneContents(apex, arena, table, records, room);
  }

  private void settle(int owner) {
    var count = 0;
    for (var record = arena.firstRecord(owner); record != 0; record = arena.next(record)) {
      if (count == chain.length) {
        room.requireArray(2L * Integer.BYTES * count);
        chain = Arrays.copyOf(chain, count * 2);
      }
      chain[count++] = record;
    }
    link(owner, sortedByType(count));
  }

  private static int flag(int type, boolean atApex) {
    return switch (type) {
      case 1, 28 -> ZoneContents.HAS_ADDRESS;
      case 2 -> ZoneContents.HAS_TARGET | (atApex ? 0 : ZoneContents.IS_CUT);
      case 15, 33 -> ZoneContents.HAS_TARGET;
      case 5 -> ZoneContents.HAS_CNAME;
      case 39 -> ZoneContents.HAS_DNAME;
      default -> 0;
    };
  }

  /// Returns type (upper half) and handle of each record, ascending: by type, then as in the file.
  private long[] sortedByType(int count) {
    room.requireArray((long) Long.BYTES * count);
    var sorted = new long[count];
    for (var i = 0; i < count; i++) {
      sorted[i] = ((long) arena.type(chain[i]) << 32) | chain[i];
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private void link(int owner, long[] sorted) {
    var last = 0;
    for (var from = 0; from < sorted.length; ) {
      var to = from + 1;
      while (to < sorted.length && sorted[to] >>> 32 == sorted[from] >>> 32) {
        to++;
      }
      dropDuplicates(sorted, from, to);
      for (var i = from; i < to; i++) {
        var record = (int) sorted[i];
        if (record != 0) {
          if (last == 0) {
            arena.setFirstRecord(owner, record);
          } else {
            arena.setNext(last, record);
          }
          last = record;
        } else {
          records--;
        }
      }
      from = to;
    }
    arena.setNext(last, 0);
  }

  /// Puts 0 in the place of each record that repeats an earlier one of the same RRset.
  private void dropDuplicates(long[] sorted, int from, int to) {
    if (to - from > FEW) {
      dropDuplicatesOfMany(sorted, from, to);
      return;
    }
    for (var i = from + 1; i < to; i++) {
      for (var k = from; k < i; k++) {
        if (sorted[k] != 0 && arena.sameRdata((int) sorted[k], (int) sorted[i])) {
          sorted[i] = 0;
          break;
        }
      }
    }
  }

  private void dropDuplicatesOfMany(long[] sorted, int from, int to) {
    room.requireArray(SORT_OCTETS * (to - from));
    var order = new Integer[to - from];
    Arrays.setAll(order, i -> from + i);
    Arrays.sort(
        order,
        (a, b) -> {
          var byRdata = arena.compareRdata((int) sorted[a], (int) sorted[b]);
          return byRdata != 0 ? byRdata : Integer.compare(a, b);
        });
    var kept = (int) sorted[order[0]];
    for (var i = 1; i < order.length; i++) {
      var record = (int) sorted[order[i]];
      if (arena.sameRdata(kept, record)) {
        sorted[order[i]] = 0;
      } else {
        kept = record;
      }
    }
  }
}
