package org.pharosdns.zone.compile;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.Resolution.Kind;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContents.OwnerChange;

/// A zone as nodes in flat arrays, each with its answers in wire form. Immutable.
public final class CompiledZone {
  /// In the place of a frontier: somebody is laying more down.
  private static final int TAKEN = -1;

  /// At least so much room goes with a copy of an arena.
  private static final int LEAST_ROOM = 4096;

  /// This share of a copied arena is room.
  private static final int ROOM_SHARE = 64;

  private static final int LARGE_SLOTS = 1 << 16;

  private final DnsName apex;
  private final int apexLabels;
  private final byte[] apexWire;
  private final long apexHash;
  private final byte[] arena;
  private final int used;
  private final AtomicInteger frontier;
  private final int[] slots;
  private final int negative;

  /// @param arena of which the zone uses the first `used` octets
  /// @param frontier shared by all zones with that arena: how much of it is used, or {@link #TAKEN}
  CompiledZone(
      DnsName apex, byte[] arena, int used, AtomicInteger frontier, int[] slots, int negative) {
    this.apex = apex;
    this.arena = arena;
    this.used = used;
    this.frontier = frontier;
    this.slots = slots;
    this.negative = negative;
    var name = new HashedName().set(apex);
    apexLabels = name.labels();
    apexWire = Arrays.copyOf(name.wire(), name.octets());
    apexHash = name.hash(0);
  }

  /// Compiles a zone.
  ///
  /// @param steered which RRsets are steered; a node refers to one by its index in this list
  /// @throws IllegalArgumentException when the contents are not those of a zone: no SOA, an RRset
  ///     of more than 65,535 octets
  /// @throws org.pharosdns.zone.model.NoRoomException when there is no memory for it
  public static CompiledZone compile(ZoneContents contents, List<RRsetKey> steered) {
    return ZoneCompiler.compile(contents, steered);
  }

  /// Compiles the zone that this one has become by {@link ZoneContents#with}, doing little more
  /// than copying the table of nodes; null when that is not possible. What is new is laid down
  /// behind the octets of this one, which both share.
  ///
  /// @param steered as this one was compiled with: the same RRsets in the same order
  /// @param changes about owners and types that have to do with no other name of the zone
  /// @throws org.pharosdns.zone.model.NoRoomException when there is no memory for it
  public @Nullable CompiledZone with(
      ZoneContents contents, List<RRsetKey> steered, List<OwnerChange> changes) {
    return ZoneCompiler.compile(contents, steered, this, changes);
  }

  /// Returns the name of the zone.
  public DnsName apex() {
    return apex;
  }

  /// The number of labels of {@link #apex()}.
  public int apexLabels() {
    return apexLabels;
  }

  /// The hash of {@link #apex()} (`SuffixHash`).
  public long apexHash() {
    return apexHash;
  }

  /// Whether the suffix of `name` that starts with `label` is {@link #apex()}.
  public boolean isApex(HashedName name, int label) {
    return name.hash(label) == apexHash
        && Arrays.equals(
            apexWire, 0, apexWire.length, name.wire(), name.offset(label), name.octets());
  }

  /// The octets that blocks are offsets into. Not to be written to.
  public byte[] arena() {
    return arena;
  }

  /// Returns an arena that goes on where this zone ends: in the same octets when nobody else does
  /// so and there is room for `more`, else in a copy.
  Arena goOn(int more, HeapRoom room) {
    if (arena.length - used >= more && frontier.compareAndSet(used, TAKEN)) {
      return new Arena(arena, used, room::requireArray);
    }
    var length = Math.addExact(used, more + Math.max(LEAST_ROOM, used / ROOM_SHARE));
    room.requireArray(length);
    var copy = new byte[length];
    System.arraycopy(arena, 0, copy, 0, used);
    return new Arena(copy, used, room::requireArray);
  }

  /// Returns the zone with what was laid down in an arena of {@link #goOn}.
  @SuppressWarnings("ReferenceEquality") // it is about whose octets they are
  CompiledZone with(Arena more, int[] table, int negativeBlock) {
    var shared = more.octets() == arena;
    var next = shared ? frontier : new AtomicInteger();
    next.set(more.length());
    return new CompiledZone(apex, more.octets(), more.length(), next, table, negativeBlock);
  }

  /// The table of {@link Nodes}. Not to be written to.
  int[] slots() {
    return slots;
  }

  /// The block of the SOA for negative answers.
  public int negative() {
    return negative;
  }

  /// Octets of memory taken by the zone.
  public long octets() {
    return arena.length + (long) Integer.BYTES * slots.length;
  }

  /// Whether the zone has more nodes than the processor's near caches hold.
  public boolean isLarge() {
    return slots.length >= LARGE_SLOTS;
  }

  /// Reads what {@link #resolve} will for names with these hashes, all at once.
  ///
  /// @return of no meaning; to be used, so that the compilers keep the reads
  public int touch(long[] hashes, int count) {
    return Nodes.touch(slots, hashes, count) + Nodes.touchNodes(arena, slots, hashes, count);
  }

  /// Looks up `name`, at or below the apex, and `type` (RFC 1034 section 4.3.2, RFC 4592 section
  /// 3.3, RFC 6672 section 3.2). Any thread; allocates nothing.
  public void resolve(HashedName name, int type, Resolution resolution) {
    var apexLabel = name.labels() - apexLabels;
    var label = 0;
    var node = Nodes.find(arena, slots, name, 0, apexLabel);
    while (node == Nodes.NONE) {
      node = Nodes.find(arena, slots, name, ++label, apexLabel);
    }
    var flags = Nodes.flags(arena, node);
    while ((flags & Nodes.OCCLUDED) != 0) {
      node = Nodes.find(arena, slots, name, ++label, apexLabel);
      flags = Nodes.flags(arena, node);
    }
    if ((flags & Nodes.CUT) != 0) {
      atCut(node, label, type, resolution);
    } else if (label == 0) {
      at(node, type, resolution);
    } else if ((flags & Nodes.DNAME) != 0) {
      resolution.set(Kind.DNAME, Nodes.block(arena, node, RecordType.DNAME), label);
    } else if ((flags & Nodes.WILDCARD_CHILD) != 0) {
      at(Nodes.findWildcard(arena, slots, name, label, apexLabel), type, resolution);
    } else {
      resolution.set(Kind.NXDOMAIN, Nodes.NONE, 0);
    }
  }

  /// The DS RRset of a cut belongs to this side of it (RFC 4035 section 3.1.4.1), all else to the
  /// other.
  private void atCut(int node, int label, int type, Resolution resolution) {
    if (label > 0 || type != RecordType.DS) {
      resolution.set(Kind.REFERRAL, Nodes.block(arena, node, RecordType.NS), label);
      return;
    }
    var block = Nodes.block(arena, node, RecordType.DS);
    resolution.set(block == Nodes.NONE ? Kind.NODATA : Kind.FOUND, block, 0);
  }

  private void at(int node, int type, Resolution resolution) {
    if (type == RecordType.ANY && Nodes.blocks(arena, node) > 0) {
      resolution.setAny(Nodes.firstBlock(arena, node), Nodes.blocks(arena, node) - 1);
      return;
    }
    var block = Nodes.block(arena, node, type);
    if (block != Nodes.NONE) {
      resolution.set(Kind.FOUND, block, 0);
      return;
    }
    var cname = standsBesideAlias(type) ? Nodes.NONE : Nodes.block(arena, node, RecordType.CNAME);
    resolution.set(cname == Nodes.NONE ? Kind.NODATA : Kind.CNAME, cname, 0);
  }

  /// These are asked of the alias itself, not of what it leads to (RFC 4035 section 2.5).
  private static boolean standsBesideAlias(int type) {
    return type == RecordType.RRSIG || type == RecordType.NSEC;
  }
}
