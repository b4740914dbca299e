package org.pharosdns.zone.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The octets in which the owners and records of one zone lie, one behind the other.
///
/// A *handle* is the position of an entry, never 0. An owner entry is: first record (4 octets, 0
/// for none), flags (1), length of the name (1), and the name in wire form without the apex at its
/// end, so the apex itself has length 0. A record entry is: next record of the same owner (4, 0 for
/// none), TTL (4), type (2), length of the RDATA (2), RDATA.
final class RecordArena {
  static final int OWNER_HEADER = 6;
  static final int RECORD_HEADER = 12;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_HANDLE = 1;

  private final HeapRoom room;
  private byte[] octets;
  private int end = FIRST_HANDLE;

  RecordArena(int octets, HeapRoom room) {
    this.room = room;
    room.requireArray(octets);
    this.octets = new byte[Math.max(octets, FIRST_HANDLE)];
  }

  /// Takes over what {@link #octets} of another one returned.
  RecordArena(byte[] octets, HeapRoom room) {
    this.room = room;
    this.octets = octets;
    end = octets.length;
  }

  boolean holdsWhat(RecordArena other) {
    return Arrays.equals(octets, 0, end, other.octets, 0, other.end);
  }

  /// Whether an owner has the same records as one of another arena, in the same order.
  ///
  /// @param theirs 0 for none
  boolean sameRecords(int owner, RecordArena other, int theirs) {
    var a = firstRecord(owner);
    var b = theirs == 0 ? 0 : other.firstRecord(theirs);
    while (a != 0 && b != 0 && sameRecord(a, other, b)) {
      a = next(a);
      b = other.next(b);
    }
    return a == 0 && b == 0;
  }

  private boolean sameRecord(int a, RecordArena other, int b) {
    return Arrays.equals(
        octets,
        a + 4,
        a + RECORD_HEADER + rdataOctets(a),
        other.octets,
        b + 4,
        b + RECORD_HEADER + other.rdataOctets(b));
  }

  byte[] octets() {
    return octets;
  }

  int addOwner(byte[] name, int from, int length) {
    var owner = reserve(OWNER_HEADER + length);
    octets[owner + 5] = (byte) length;
    System.arraycopy(name, from, octets, owner + OWNER_HEADER, length);
    return owner;
  }

  int addRecord(int owner, int type, int ttlSeconds, byte[] rdata, int from, int length) {
    var record = reserve(RECORD_HEADER + length);
    var before = firstRecord(owner);
    if (before != 0) {
      addFlags(owner, ZoneContents.HAS_MANY);
      setNext(record, before);
    }
    setFirstRecord(owner, record);
    INT.set(octets, record + 4, ttlSeconds);
    SHORT.set(octets, record + 8, (short) type);
    SHORT.set(octets, record + 10, (short) length);
    System.arraycopy(rdata, from, octets, record + RECORD_HEADER, length);
    return record;
  }

  /// Whether `more` octets still fit under the size of an array.
  boolean hasRoomFor(int more) {
    return end <= Integer.MAX_VALUE - 16 - more;
  }

  private int reserve(int length) {
    if (octets.length - end < length) {
      var wanted = Math.min(Integer.MAX_VALUE - 16L, Math.max(end + (long) length, end * 3L / 2));
      room.requireArray(wanted);
      octets = Arrays.copyOf(octets, (int) wanted);
    }
    var handle = end;
    end += length;
    return handle;
  }

  /// Gives back what was reserved ahead, unless it is less than copying would take, or there is no
  /// room for the copy.
  void trim() {
    if (octets.length - end > end / 4 && room.has(end)) {
      octets = Arrays.copyOf(octets, end);
    }
  }

  /// How many octets are in use.
  int length() {
    return end;
  }

  int firstRecord(int owner) {
    return (int) INT.get(octets, owner);
  }

  void setFirstRecord(int owner, int record) {
    INT.set(octets, owner, record);
  }

  int flags(int owner) {
    return octets[owner + 4];
  }

  void addFlags(int owner, int flags) {
    octets[owner + 4] |= (byte) flags;
  }

  int nameOctets(int owner) {
    return octets[owner + 5] & 0xff;
  }

  int next(int record) {
    return (int) INT.get(octets, record);
  }

  void setNext(int record, int next) {
    INT.set(octets, record, next);
  }

  int ttlSeconds(int record) {
    return (int) INT.get(octets, record + 4);
  }

  int type(int record) {
    return (short) SHORT.get(octets, record + 8) & 0xffff;
  }

  int rdataOctets(int record) {
    return (short) SHORT.get(octets, record + 10) & 0xffff;
  }

  byte[] rdata(int record) {
    var from = record + RECORD_HEADER;
    return Arrays.copyOfRange(octets, from, from + rdataOctets(record));
  }

  boolean sameRdata(int a, int b) {
    return compareRdata(a, b) == 0;
  }

  /// Orders the RDATA of two records of the same type.
  int compareRdata(int a, int b) {
    return RdataOrder.compare(
        type(a),
        octets,
        a + RECORD_HEADER,
        rdataOctets(a),
        octets,
        b + RECORD_HEADER,
        rdataOctets(b));
  }
}
