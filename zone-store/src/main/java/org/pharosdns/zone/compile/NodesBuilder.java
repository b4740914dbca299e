package org.pharosdns.zone.compile;

import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.SuffixHash;
import org.pharosdns.zone.model.HeapRoom;

/// Nodes while a zone is being compiled: found and added, their table growing.
///
/// New nodes wait for their place in the table until there are some of them: the processor then
/// waits for memory once and not for each.
final class NodesBuilder {
  private static final int MOST_WAITING = 64;

  private final HeapRoom room;
  private final Arena arena;
  private final byte[] apex;
  private final long apexHash;
  private final byte[] label = new byte[DnsName.MAX_LABEL_OCTETS + 1 + SuffixHash.PADDING];
  private final long[] waitingHashes = new long[MOST_WAITING];
  private final int[] waitingNodes = new int[MOST_WAITING];
  private int waiting;
  private int[] slots;
  private int count;

  /// So that the compilers do not leave out what fetches memory.
  int touched;

  /// @param apex the name of the zone in wire form
  /// @param expectedNodes at least so many are likely
  NodesBuilder(byte[] apex, int expectedNodes, int expectedOctets, HeapRoom room) {
    this.room = room;
    this.apex = apex;
    apexHash = hash(apex);
    arena = new Arena(expectedOctets, room::requireArray);
    arena.reserve(Nodes.ALIGNMENT); // so that no node is at 0
    slots = new int[Integer.highestOneBit(expectedNodes + expectedNodes / 2 + 1) * 2];
  }

  /// Goes on from the nodes of a zone that stays as it is.
  NodesBuilder(byte[] apex, Arena arena, int[] slots, HeapRoom room) {
    this.room = room;
    this.apex = apex;
    apexHash = hash(apex);
    this.arena = arena;
    room.requireArray((long) Integer.BYTES * slots.length);
    this.slots = slots.clone();
    for (var slot : slots) {
      count += slot == 0 ? 0 : 1;
    }
  }

  private static long hash(byte[] wire) {
    var name = new HashedName();
    name.setFromWire(wire, 0, wire.length);
    return name.hash(0);
  }

  Arena arena() {
    return arena;
  }

  /// Adds the node of `name`, which has none yet; its blocks are to be appended to the
  /// arena next.
  ///
  /// @param blocks 0 to 255
  int add(HashedName name, int apexLabel, int flags, int blocks) {
    var node = append(name, apexLabel, flags, blocks);
    remember(node, name.hash(0));
    return node;
  }

  /// Adds the empty non-terminal that is a suffix of `name`, which has a node itself.
  int addEmpty(HashedName name, int label, int apexLabel) {
    var whole = Nodes.name(arena.octets(), find(name, 0, apexLabel));
    arena.align(Nodes.ALIGNMENT);
    var node = arena.length();
    var from = name.offset(label) - name.offset(0);
    arena.u8(Nodes.NAME_ELSEWHERE);
    arena.u8(name.offset(apexLabel) - name.offset(label));
    arena.u8(0);
    arena.i32(whole + from);
    remember(node, name.hash(label));
    return node;
  }

  private int append(HashedName name, int apexLabel, int flags, int blocks) {
    arena.align(Nodes.ALIGNMENT);
    var node = arena.length();
    var from = name.offset(0);
    var octets = name.offset(apexLabel) - from;
    arena.u8(flags);
    arena.u8(octets);
    arena.u8(blocks);
    arena.append(name.wire(), from, octets);
    return node;
  }

  /// Adds a node in the place of `before`, which has the same name.
  int replace(int before, HashedName name, int apexLabel, int flags, int blocks) {
    settle();
    var mask = slots.length - 1;
    var hash = name.hash(0);
    var i = (int) hash & mask;
    while (slots[i] == 0 || Nodes.nodeOf(slots[i]) != before) {
      i = i + 1 & mask;
    }
    var node = append(name, apexLabel, flags & ~Nodes.NAME_ELSEWHERE, blocks);
    Nodes.set(slots, i, hash, node);
    return node;
  }

  /// As {@link #add}, without flags, for a child of the apex: its label, in any case, is at `from`
  /// of `octets`.
  int addChild(byte[] octets, int from, int blocks) {
    var label = this.label;
    var length = 1 + octets[from];
    for (var i = 0; i < length; i++) {
      var octet = octets[from + i];
      label[i] = octet >= 'A' && octet <= 'Z' ? (byte) (octet + 'a' - 'A') : octet;
    }
    arena.align(Nodes.ALIGNMENT);
    var node = arena.reserve(Nodes.HEADER_OCTETS);
    var out = arena.octets();
    out[node + 1] = (byte) length;
    out[node + 2] = (byte) blocks;
    arena.append(label, 0, length);
    remember(node, SuffixHash.prepend(apexHash, label, 0));
    return node;
  }

  private void remember(int node, long hash) {
    if (waiting == MOST_WAITING) {
      settle();
    }
    waitingHashes[waiting] = hash;
    waitingNodes[waiting++] = node;
  }

  /// Enters all nodes that wait.
  private void settle() {
    if (waiting == 0) {
      return;
    }
    while (count + waiting > slots.length / 3 * 2) {
      grow();
    }
    touched += Nodes.touch(slots, waitingHashes, waiting);
    for (var i = 0; i < waiting; i++) {
      Nodes.insert(slots, waitingHashes[i], waitingNodes[i]);
    }
    count += waiting;
    waiting = 0;
  }

  private void grow() {
    var before = slots;
    room.requireArray(2L * Integer.BYTES * before.length);
    slots = new int[2 * before.length];
    var name = new HashedName();
    var wire = new byte[DnsName.MAX_OCTETS];
    for (var slot : before) {
      if (slot != 0) {
        var node = Nodes.nodeOf(slot);
        var relative = Nodes.nameOctets(arena.octets(), node);
        System.arraycopy(arena.octets(), Nodes.name(arena.octets(), node), wire, 0, relative);
        System.arraycopy(apex, 0, wire, relative, apex.length);
        name.setFromWire(wire, 0, relative + apex.length);
        Nodes.insert(slots, name.hash(0), node);
      }
    }
  }

  int find(HashedName name, int label, int apexLabel) {
    settle();
    return Nodes.find(arena.octets(), slots, name, label, apexLabel);
  }

  int findWildcard(HashedName name, int label, int apexLabel) {
    settle();
    return Nodes.findWildcard(arena.octets(), slots, name, label, apexLabel);
  }

  int flags(int node) {
    return Nodes.flags(arena.octets(), node);
  }

  void addFlags(int node, int flags) {
    arena.octets()[node] |= (byte) flags;
  }

  /// Returns the table: at most two thirds full, a power of two.
  int[] slots() {
    settle();
    return slots;
  }
}
