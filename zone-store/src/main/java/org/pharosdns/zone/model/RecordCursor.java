package org.pharosdns.zone.model;

import java.util.List;
import org.pharosdns.dns.wire.DnsName;

/// Walks over the owners of a zone in the order of the file, and over the records of each, by type.
///
/// A flyweight: it makes no object per owner or record. For one thread.
///
/// ```
/// var at = contents.cursor();
/// while (at.nextOwner()) {
///   while (at.nextRecord()) {
///     use(at.octets(), at.rdataFrom(), at.rdataOctets());
///   }
/// }
/// ```
public final class RecordCursor {
  private final ZoneContents contents;
  private final RecordArena arena;
  private final OwnerTable table;
  private int index = -1;
  private int owner;
  private int record;
  private int next;

  RecordCursor(ZoneContents contents, RecordArena arena, OwnerTable table) {
    this.contents = contents;
    this.arena = arena;
    this.table = table;
  }

  /// Goes to the next owner, before its first record; returns false behind the last one.
  public boolean nextOwner() {
    if (index + 1 >= table.count()) {
      return false;
    }
    moveTo(table.owner(++index));
    return true;
  }

  /// Goes to the owner with a handle, before its first record. {@link #nextOwner} then goes on
  /// where it would have gone on before.
  public void moveTo(int handle) {
    owner = handle;
    record = 0;
    next = arena.firstRecord(handle);
  }

  /// Goes to the owner with an index, from 0, in the order of the file, before its first record.
  public void moveToIndex(int i) {
    moveTo(table.owner(i));
  }

  /// Goes to the next record of the owner; returns false behind the last one.
  public boolean nextRecord() {
    if (next == 0) {
      return false;
    }
    record = next;
    next = arena.next(record);
    return true;
  }

  /// Returns the handle of the owner.
  public int owner() {
    return owner;
  }

  /// Returns the name of the owner, made anew.
  public DnsName ownerName() {
    return contents.ownerName(owner);
  }

  /// Returns all RRsets of the owner, ascending by type, made anew.
  public List<RRset> rrsets() {
    return contents.rrsets(owner);
  }

  /// Returns whether the owner is the apex.
  public boolean atApex() {
    return arena.nameOctets(owner) == 0;
  }

  /// Returns {@link ZoneContents#flags} of the owner.
  public int flags() {
    return arena.flags(owner);
  }

  /// Returns the octets that {@link #ownerFrom} and {@link #rdataFrom} point into; not to be
  /// written.
  public byte[] octets() {
    return arena.octets();
  }

  /// Returns where the labels of the owner that stand before the apex start in {@link #octets}.
  public int ownerFrom() {
    return owner + RecordArena.OWNER_HEADER;
  }

  /// Returns the length of the labels of the owner that stand before the apex, in octets; 0 for the
  /// apex.
  public int ownerOctets() {
    return arena.nameOctets(owner);
  }

  /// Returns the handle of the record.
  public int record() {
    return record;
  }

  /// Returns the type of the record.
  public int type() {
    return arena.type(record);
  }

  /// Returns the TTL of the record as it stands in the file; that of the RRset is the lowest one.
  public int ttlSeconds() {
    return arena.ttlSeconds(record);
  }

  /// Returns where the RDATA starts in {@link #octets}.
  public int rdataFrom() {
    return record + RecordArena.RECORD_HEADER;
  }

  /// Returns the length of the RDATA in octets.
  public int rdataOctets() {
    return arena.rdataOctets(record);
  }
}
