package org.pharosdns.zone.compile;

import java.util.Arrays;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.SuffixHash;

/// The layout of a zone's nodes and how one is found: an arena of octets and an open-addressing
/// table of slots.
///
/// ```
/// node, at a multiple of 4:  flags   name octets   blocks    8 bits each
///                            name relative to the apex, lower case, no root label;
///                            with NAME_ELSEWHERE 32 bits, where in the arena that is
///                            one answer block after the other, by type
/// slot, 32 bits:             3 bits of the name's hash, 29 bits node offset / 4; 0 is empty
/// ```
///
/// Every name that exists has a node, empty non-terminals too (RFC 4592 section 2.2.2): their names
/// are part of a longer one that stands there already.
final class Nodes {
  /// No node, no block.
  static final int NONE = 0;

  /// Nodes start at multiples of this.
  static final int ALIGNMENT = 4;

  /// The node has NS records and is not the apex.
  static final int CUT = 1;

  /// The node has a DNAME.
  static final int DNAME = 2;

  /// The node is below a cut or a DNAME: its data is no answer.
  static final int OCCLUDED = 4;

  /// The node's child `*` exists.
  static final int WILDCARD_CHILD = 8;

  /// The node is an empty non-terminal, whose name is the end of another node's.
  static final int NAME_ELSEWHERE = 16;

  /// Octets in front of a node's name.
  static final int HEADER_OCTETS = 3;

  /// Most nodes end before that: the last octet of one that lies across two lines of a cache.
  private static final int NEXT_LINE = 31;

  private static final int OFFSET_BITS = 29;
  private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
  private static final int TAG_SHIFT = Long.SIZE - (Integer.SIZE - OFFSET_BITS);
  private static final int WILDCARD_OCTETS = 2;
  private static final byte[] WILDCARD_LABEL = {1, '*', 0, 0, 0, 0, 0, 0, 0, 0};

  private Nodes() {}

  /// Returns the node of the suffix of `name` that starts with `label`, or {@link #NONE}.
  ///
  /// @param apexLabel the label with which the apex starts
  static int find(byte[] arena, int[] slots, HashedName name, int label, int apexLabel) {
    return find(arena, slots, name.hash(label), 0, name, label, apexLabel);
  }

  /// Returns the node of `*` under that suffix, or {@link #NONE}.
  static int findWildcard(byte[] arena, int[] slots, HashedName name, int label, int apexLabel) {
    var hash = SuffixHash.prepend(name.hash(label), WILDCARD_LABEL, 0);
    return find(arena, slots, hash, WILDCARD_OCTETS, name, label, apexLabel);
  }

  private static int find(
      byte[] arena,
      int[] slots,
      long hash,
      int wildcardOctets,
      HashedName name,
      int label,
      int apexLabel) {
    var from = name.offset(label);
    var to = name.offset(apexLabel);
    var tag = (int) (hash >>> TAG_SHIFT);
    var mask = slots.length - 1;
    for (var i = (int) hash & mask; slots[i] != 0; i = i + 1 & mask) {
      if (slots[i] >>> OFFSET_BITS == tag) {
        var node = nodeOf(slots[i]);
        var start = name(arena, node);
        var end = start + nameOctets(arena, node);
        if (end - start == wildcardOctets + to - from
            && Arrays.equals(
                WILDCARD_LABEL, 0, wildcardOctets, arena, start, start + wildcardOctets)
            && Arrays.equals(arena, start + wildcardOctets, end, name.wire(), from, to)) {
          return node;
        }
      }
    }
    return NONE;
  }

  /// Enters a node into the first free slot of its hash.
  static void insert(int[] slots, long hash, int node) {
    var mask = slots.length - 1;
    var i = (int) hash & mask;
    while (slots[i] != 0) {
      i = i + 1 & mask;
    }
    set(slots, i, hash, node);
  }

  /// Lets slot `i` lead to a node.
  static void set(int[] slots, int i, long hash, int node) {
    slots[i] = (int) (hash >>> TAG_SHIFT) << OFFSET_BITS | node / ALIGNMENT;
  }

  /// Reads the slots where the first `count` hashes belong, all at once, so that they are at hand.
  ///
  /// @return of no meaning; to be used, so that the compilers keep the reads
  static int touch(int[] slots, long[] hashes, int count) {
    var mask = slots.length - 1;
    var sum = 0;
    for (var i = 0; i < count; i++) {
      sum += slots[(int) hashes[i] & mask];
    }
    return sum;
  }

  /// Reads the nodes that these hashes probably lead to, all at once, so that they are at hand.
  ///
  /// @return as {@link #touch}
  static int touchNodes(byte[] arena, int[] slots, long[] hashes, int count) {
    var mask = slots.length - 1;
    var sum = 0;
    for (var k = 0; k < count; k++) {
      var tag = (int) (hashes[k] >>> TAG_SHIFT);
      var i = (int) hashes[k] & mask;
      while (slots[i] != 0 && slots[i] >>> OFFSET_BITS != tag) {
        i = i + 1 & mask;
      }
      var node = nodeOf(slots[i]);
      sum += arena[node] + arena[Math.min(node + NEXT_LINE, arena.length - 1)];
    }
    return sum;
  }

  /// Returns the node that a slot in use leads to.
  static int nodeOf(int slot) {
    return (slot & OFFSET_MASK) * ALIGNMENT;
  }

  static int flags(byte[] arena, int node) {
    return arena[node];
  }

  /// Where the name of a node is.
  static int name(byte[] arena, int node) {
    var here = node + HEADER_OCTETS;
    return (arena[node] & NAME_ELSEWHERE) == 0 ? here : Octets.i32(arena, here);
  }

  static int nameOctets(byte[] arena, int node) {
    return Octets.u8(arena, node + 1);
  }

  /// The number of blocks, 0 for an empty non-terminal.
  static int blocks(byte[] arena, int node) {
    return Octets.u8(arena, node + 2);
  }

  /// Where the first block of a node with blocks is.
  static int firstBlock(byte[] arena, int node) {
    return node + HEADER_OCTETS + nameOctets(arena, node);
  }

  /// Returns the block of `type` at a node, or {@link #NONE}.
  static int block(byte[] arena, int node, int type) {
    var block = firstBlock(arena, node);
    for (var left = blocks(arena, node); left > 0; left--) {
      if (AnswerBlock.type(arena, block) == type) {
        return block;
      }
      block = AnswerBlock.end(arena, block);
    }
    return NONE;
  }
}
