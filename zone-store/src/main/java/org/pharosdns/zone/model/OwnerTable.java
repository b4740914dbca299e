package org.pharosdns.zone.model;

import java.util.Arrays;
import org.pharosdns.dns.wire.Entropy;

/// From owner name to owner handle: open addressing over the names in a {@link RecordArena}.
///
/// Names are hashed from their last octet to their first, without regard to ASCII case, so that the
/// hash of every ancestor comes up on the way. Seed and factor are drawn at process start: nobody
/// can write a file of names that all collide.
///
/// A slot is 0 or holds the number of an owner, from 1, in as many bits as the table's size has,
/// and bits of the name's hash in the rest: the name of another owner, which lies far away in
/// memory, is hardly ever looked at.
final class OwnerTable {
  private static final long SEED;
  private static final long FACTOR;
  private static final byte[] LOWER = new byte[256];

  static {
    var random = new Entropy();
    SEED = random.nextLong();
    FACTOR = (random.nextLong() & ~7L) | 5;
    for (var i = 0; i < 256; i++) {
      LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
    }
  }

  private final RecordArena arena;
  private final HeapRoom room;
  private int[] slots;
  private int[] owners;
  private int count;

  /// @param expected about so many owners are to come; a hint
  OwnerTable(RecordArena arena, int expected, HeapRoom room) {
    this.arena = arena;
    this.room = room;
    owners = array(Math.max(expected, 16));
    slots = array(Integer.highestOneBit(Math.min(owners.length, 1 << 28)) * 4);
  }

  /// Where the owners lie.
  RecordArena arena() {
    return arena;
  }

  /// Makes the table of owners that are in the arena already.
  OwnerTable(RecordArena arena, int[] owners, HeapRoom room) {
    this.arena = arena;
    this.room = room;
    this.owners = owners;
    count = owners.length;
    rehash(Integer.highestOneBit(Math.max(count, 16)) * 4);
  }

  /// Returns the handles of all owners, ascending, in the order in which they were added.
  int[] owners() {
    return Arrays.copyOf(owners, count);
  }

  int count() {
    return count;
  }

  /// Returns the handle of the owner with the index `i`, in the order in which they were added.
  int owner(int i) {
    return owners[i];
  }

  /// Returns the handle of the name at `from` to `to` (apex left out), 0 when there is none.
  int find(byte[] name, int from, int to) {
    return handle(slots[slot(name, from, to, hash(name, from, to))]);
  }

  /// Returns the handle of the name, which is added when it is not yet there.
  int findOrAdd(byte[] name, int from, int to) {
    return findOrAdd(name, from, to, hash(name, from, to));
  }

  /// Returns the handle of the name with that hash, which is added when it is not yet there.
  int findOrAdd(byte[] name, int from, int to, long hash) {
    var slot = slot(name, from, to, hash);
    if (slots[slot] != 0) {
      return handle(slots[slot]);
    }
    var owner = arena.addOwner(name, from, to - from);
    append(slot, hash, owner);
    return owner;
  }

  /// Fetches the slots of the first `count` hashes, all at once, from where memory is slow.
  ///
  /// @return of no meaning; to be used, so that the compilers keep the reads
  int touch(long[] hashes, int count) {
    var slots = this.slots;
    var mask = slots.length - 1;
    var sum = 0;
    for (var i = 0; i < count; i++) {
      sum += slots[(int) hashes[i] & mask];
    }
    return sum;
  }

  private int handle(int slot) {
    return slot == 0 ? 0 : owners[(slot & (slots.length - 1)) - 1];
  }

  private void append(int slot, long hash, int owner) {
    if (count == owners.length) {
      room.requireArray(2L * Integer.BYTES * count);
      owners = Arrays.copyOf(owners, count * 2);
    }
    owners[count++] = owner;
    slots[slot] = tag(hash) | count;
    if (count * 2L > slots.length && slots.length < 1 << 30) {
      rehash(slots.length * 2);
    }
  }

  private int[] array(int size) {
    room.requireArray((long) Integer.BYTES * size);
    return new int[size];
  }

  private void rehash(int size) {
    slots = array(size);
    var octets = arena.octets();
    for (var i = 0; i < count; i++) {
      var from = owners[i] + RecordArena.OWNER_HEADER;
      var hash = hash(octets, from, from + arena.nameOctets(owners[i]));
      var slot = index(hash);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = tag(hash) | (i + 1);
    }
  }

  /// Gives back what was reserved ahead, unless it is less than copying would take, or there is no
  /// room for the copy.
  void trim() {
    if (owners.length - count > count / 16 && hasRoom(count)) {
      owners = Arrays.copyOf(owners, count);
    }
    var enough = Integer.highestOneBit(Math.max(count, 16)) * 4;
    if (slots.length > enough && hasRoom(enough)) {
      rehash(enough);
    }
  }

  private boolean hasRoom(int size) {
    return room.has((long) Integer.BYTES * size);
  }

  /// Returns the proper ancestor of `owner` nearest to the apex that has one of `flags`, 0 when
  /// none has. The apex does not count.
  int ancestorWith(int owner, int flags) {
    var octets = arena.octets();
    var from = owner + RecordArena.OWNER_HEADER;
    var to = from + arena.nameOctets(owner);
    var labels = labelStarts(octets, from, to);
    var hash = SEED;
    var at = to;
    for (var i = labels.length - 1; i > 0; i--) {
      while (at > labels[i]) {
        hash = step(hash, octets[--at]);
      }
      var ancestor = handle(slots[slot(octets, at, to, hash)]);
      if (ancestor != 0 && (arena.flags(ancestor) & flags) != 0) {
        return ancestor;
      }
    }
    return 0;
  }

  private static int[] labelStarts(byte[] octets, int from, int to) {
    var labels = 0;
    for (var at = from; at < to; at += 1 + octets[at]) {
      labels++;
    }
    var starts = new int[labels];
    for (int at = from, i = 0; at < to; at += 1 + octets[at]) {
      starts[i++] = at;
    }
    return starts;
  }

  /// Returns the slot of a name, or the free one where it belongs.
  private int slot(byte[] name, int from, int to, long hash) {
    var slots = this.slots;
    var mask = slots.length - 1;
    var tag = tag(hash);
    var at = index(hash);
    for (var slot = slots[at]; slot != 0; slot = slots[at]) {
      if ((slot & ~mask) == tag && sameName(owners[(slot & mask) - 1], name, from, to)) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return at;
  }

  private boolean sameName(int owner, byte[] name, int from, int to) {
    var length = to - from;
    if (arena.nameOctets(owner) != length) {
      return false;
    }
    var octets = arena.octets();
    var at = owner + RecordArena.OWNER_HEADER;
    for (var i = 0; i < length; i++) {
      if (LOWER[octets[at + i] & 0xff] != LOWER[name[from + i] & 0xff]) {
        return false;
      }
    }
    return true;
  }

  private int index(long hash) {
    return (int) hash & (slots.length - 1);
  }

  private int tag(long hash) {
    return (int) (hash >>> Integer.SIZE) & -slots.length;
  }

  static long hash(byte[] name, int from, int to) {
    var hash = SEED;
    for (var i = to; i > from; ) {
      hash = step(hash, name[--i]);
    }
    return hash;
  }

  private static long step(long hash, byte octet) {
    var mixed = (hash ^ LOWER[octet & 0xff]) * FACTOR;
    return mixed ^ (mixed >>> 32);
  }
}
