package org.pharosdns.zone.compile;

import java.util.Arrays;
import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.query.HashedName;

/// Nodes while a zone is being compiled: found and added, their table growing.
final class NodesBuilder {
  private static final int FIRST_SLOTS = 64;

  private final Arena arena = new Arena(4096);
  private int[] slots = new int[FIRST_SLOTS];
  private int[] nodes = new int[FIRST_SLOTS];
  private long[] hashes = new long[FIRST_SLOTS];
  private int count;

  NodesBuilder() {
    arena.reserve(Nodes.ALIGNMENT); // so that no node is at 0
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
    if (count == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    nodes[count] = node;
    hashes[count++] = hash;
    if (2 * count > slots.length) {
      slots = table(2 * slots.length);
    } else {
      Nodes.insert(slots, hash, node);
    }
  }

  private int[] table(int size) {
    var table = new int[size];
    for (var i = 0; i < count; i++) {
      Nodes.insert(table, hashes[i], nodes[i]);
    }
    return table;
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

  /// Returns the finished table: at most two thirds full, a power of two.
  int[] finishedSlots() {
    return table(Integer.highestOneBit(Math.max(count + count / 2, 1)) * 2);
  }
}
