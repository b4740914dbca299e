package org.pharosdns.zone.compile;

import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;

/// Nodes while a zone is being compiled: found and added, their table growing.
final class NodesBuilder {
  private final Arena arena;
  private final byte[] apex;
  private int[] slots;
  private int count;

  /// @param apex the name of the zone in wire form
  /// @param expectedNodes at least so many are likely
  NodesBuilder(byte[] apex, int expectedNodes, int expectedOctets) {
    this.apex = apex;
    arena = new Arena(expectedOctets);
    arena.reserve(Nodes.ALIGNMENT); // so that no node is at 0
    slots = new int[Integer.highestOneBit(expectedNodes + expectedNodes / 2 + 1) * 2];
  }

  Arena arena() {
    return arena;
  }

  /// Adds the node of a suffix of `name`, which has none yet; its blocks are to be appended to the
  /// arena next.
  ///
  /// @param blocks 0 to 255
  int add(HashedName name, int label, int apexLabel, int flags, int blocks) {
    arena.align(Nodes.ALIGNMENT);
    var node = arena.length();
    var from = name.offset(label);
    var octets = name.offset(apexLabel) - from;
    arena.u8(flags);
    arena.u8(octets);
    arena.u8(blocks);
    arena.append(name.wire(), from, octets);
    remember(node, name.hash(label));
    return node;
  }

  private void remember(int node, long hash) {
    if (++count > slots.length / 3 * 2) {
      grow();
    }
    Nodes.insert(slots, hash, node);
  }

  private void grow() {
    var before = slots;
    slots = new int[2 * before.length];
    var name = new HashedName();
    var wire = new byte[DnsName.MAX_OCTETS];
    for (var slot : before) {
      if (slot != 0) {
        var node = Nodes.nodeOf(slot);
        var relative = Nodes.nameOctets(arena.octets(), node);
        System.arraycopy(arena.octets(), node + Nodes.HEADER_OCTETS, wire, 0, relative);
        System.arraycopy(apex, 0, wire, relative, apex.length);
        name.setFromWire(wire, 0, relative + apex.length);
        Nodes.insert(slots, name.hash(0), node);
      }
    }
  }

  int find(HashedName name, int label, int apexLabel) {
    return Nodes.find(arena.octets(), slots, name, label, apexLabel);
  }

  int findWildcard(HashedName name, int label, int apexLabel) {
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
    return slots;
  }
}
