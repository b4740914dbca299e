package org.pharosdns.zone.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.answer.AnswerCompiler;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.RecordCursor;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContents.OwnerChange;

/// Makes a {@link CompiledZone} in passes over the owners: nodes with their answers; ancestors and
/// what they hide; and, of those that are not plain, the addresses that answers bring along.
///
/// Most owners of a large zone are *plain*: nothing but RRsets without names in them, not steered.
/// They pass without an object being made.
final class ZoneCompiler {
  private static final int MAX_BLOCKS = 255;
  private static final int SAMPLES = 4096;
  private static final int SPARE = 100;

  /// What the tables of a node take.
  private static final long TABLE_OCTETS = 12;

  /// Room for what an owner that changes is likely to take.
  private static final int MORE_OCTETS = 1024;

  private final ZoneContents contents;
  private final DnsName apex;
  private final byte[] apexWire;

  /// By owner and type, where in the list of steered RRsets it stands.
  private final Map<DnsName, Map<Integer, Integer>> steered = new HashMap<>();

  private final Set<Integer> steeredOwners = new HashSet<>();
  private final NodesBuilder nodes;
  private final AnswerCompiler answers;
  private final HashedName name = new HashedName();
  private final byte[] wire = new byte[DnsName.MAX_OCTETS];

  /// The owners that are not plain.
  private final IntStream.Builder others = IntStream.builder();

  /// The owners that are not children of the apex, or are its child `*`.
  private final IntStream.Builder deep = IntStream.builder();

  private int apexLabel;
  private int negative;

  /// The node in whose place the next one goes, if there is one.
  private int replaced = Nodes.NONE;

  private ZoneCompiler(ZoneContents contents, NodesBuilder nodes, List<RRsetKey> steered) {
    this.contents = contents;
    this.nodes = nodes;
    apex = contents.apex();
    apexWire = apex.wire();
    answers = new AnswerCompiler(nodes.arena(), apex);
    for (var i = 0; i < steered.size(); i++) {
      var owner = steered.get(i).owner();
      this.steered.computeIfAbsent(owner, any -> new TreeMap<>()).put(steered.get(i).type(), i);
    }
  }

  /// Compiles a zone.
  ///
  /// @throws IllegalArgumentException when there is no SOA, an RRset has more than 65,535 octets or
  ///     an owner more than 255 types
  /// @throws org.pharosdns.zone.model.NoRoomException when there is no memory for it
  static CompiledZone compile(ZoneContents contents, List<RRsetKey> steered) {
    var expected = expectedOctets(contents);
    contents.room().requireArray(expected + TABLE_OCTETS * contents.owners());
    var nodes =
        new NodesBuilder(contents.apex().wire(), contents.owners(), expected, contents.room());
    var compiler = new ZoneCompiler(contents, nodes, steered);
    steered.forEach(each -> compiler.steeredOwners.add(contents.ownerHandle(each.owner())));
    compiler.addNodes();
    if (compiler.negative == Nodes.NONE) {
      throw new IllegalArgumentException("zone " + contents.apex() + " has no SOA record");
    }
    compiler.addAncestors();
    compiler.linkAddresses();
    var used = nodes.arena().length();
    var octets = contents.room().has(used) ? nodes.arena().toArray() : nodes.arena().octets();
    return new CompiledZone(
        contents.apex(), octets, used, new AtomicInteger(used), nodes.slots(), compiler.negative);
  }

  /// Compiles a zone from what it was before some of its owners changed; null when that cannot be
  /// done by putting nodes in the place of others.
  ///
  /// @param changes none of them about a cut, a redirection or a host that others name; their new
  ///     records may name hosts
  /// @throws org.pharosdns.zone.model.NoRoomException when there is no memory for it
  static @Nullable CompiledZone compile(
      ZoneContents contents,
      List<RRsetKey> steered,
      CompiledZone before,
      List<OwnerChange> changes) {
    if (changes.stream().anyMatch(change -> change.after().isEmpty() || hasWildcard(change))) {
      return null;
    }
    var arena = before.goOn(MORE_OCTETS * changes.size(), contents.room());
    var nodes = new NodesBuilder(contents.apex().wire(), arena, before.slots(), contents.room());
    var compiler = new ZoneCompiler(contents, nodes, steered);
    compiler.negative = before.negative();
    changes.forEach(compiler::change);
    return before.with(arena, nodes.slots(), compiler.negative);
  }

  /// Whether a label of the owner is `*`: then other nodes would have to change with it.
  private static boolean hasWildcard(OwnerChange change) {
    var name = change.owner();
    while (!name.isRoot() && !name.isWildcard()) {
      name = name.parent();
    }
    return !name.isRoot();
  }

  private void change(OwnerChange change) {
    look(change.owner());
    replaced = nodes.find(name, 0, apexLabel);
    addNode(change.after());
    addAncestorsOfName();
    linkAddresses(change.after());
  }

  /// Returns about how many octets the nodes will take, judged by some of the owners: room that is
  /// left over costs as much time as room that is used.
  private static int expectedOctets(ZoneContents contents) {
    var at = contents.cursor();
    var seen = 0;
    var octets = 0L;
    for (var i = 0; i < contents.owners(); i += 1 + contents.owners() / SAMPLES) {
      at.moveToIndex(i);
      seen++;
      octets += nodeOctets(at);
    }
    var all = octets * contents.owners() / Math.max(1, seen);
    return (int) Math.min(all + all / SPARE + 1024, Integer.MAX_VALUE / 2);
  }

  private static int nodeOctets(RecordCursor at) {
    var octets = Nodes.HEADER_OCTETS + at.ownerOctets();
    var type = 0;
    while (at.nextRecord()) {
      octets += AnswerBlock.RECORD_FIXED_OCTETS + at.rdataOctets();
      octets += at.type() == type ? AnswerBlock.HEADER_OCTETS : 0;
      type = at.type();
    }
    return (octets + Nodes.ALIGNMENT - 1) & -Nodes.ALIGNMENT;
  }

  private void look(DnsName owner) {
    name.set(owner);
    apexLabel = name.labels() - apex.labels();
  }

  private void look(RecordCursor at) {
    var relative = at.ownerOctets();
    System.arraycopy(at.octets(), at.ownerFrom(), wire, 0, relative);
    System.arraycopy(apexWire, 0, wire, relative, apexWire.length);
    name.setFromWire(wire, 0, relative + apexWire.length);
    apexLabel = name.labels() - apex.labels();
  }

  private void addNodes() {
    var at = contents.cursor();
    while (at.nextOwner()) {
      var isChild = isPlainChild(at);
      if (!isChild) {
        deep.add(at.owner());
      }
      if (at.flags() == ZoneContents.HAS_ADDRESS && isChild && !isSteered(at.owner())) {
        addAddressNode(at);
      } else {
        addAnyNode(at);
      }
    }
  }

  /// Adds a child of the apex with one address, as nearly all owners of a large zone are.
  private void addAddressNode(RecordCursor at) {
    nodes.addChild(at.octets(), at.ownerFrom(), 1);
    at.nextRecord();
    answers.appendPlain(at.type(), at.ttlSeconds(), at.octets(), at.rdataFrom(), at.rdataOctets());
  }

  private void addAnyNode(RecordCursor at) {
    look(at);
    var blocks = plainBlocks(at);
    at.moveTo(at.owner());
    if (blocks > 0) {
      addPlainNode(at, blocks);
    } else {
      others.add(at.owner());
      addNode(at.rrsets());
    }
  }

  /// Returns the number of RRsets of a plain owner, 0 of another one.
  private int plainBlocks(RecordCursor at) {
    if (at.atApex() || isSteered(at.owner())) {
      return 0;
    }
    var blocks = 0;
    var type = 0;
    while (at.nextRecord()) {
      if (at.type() != type) {
        type = at.type();
        blocks++;
        if (!AnswerCompiler.isPlain(type) || type == RecordType.DNAME || blocks > MAX_BLOCKS) {
          return 0;
        }
      }
    }
    return blocks;
  }

  private boolean isSteered(int owner) {
    return !steeredOwners.isEmpty() && steeredOwners.contains(owner);
  }

  private void addPlainNode(RecordCursor at, int blocks) {
    nodes.add(name, apexLabel, 0, blocks);
    var type = 0;
    var block = 0;
    while (at.nextRecord()) {
      if (at.type() != type) {
        type = at.type();
        block =
            answers.appendPlain(
                type, at.ttlSeconds(), at.octets(), at.rdataFrom(), at.rdataOctets());
      } else {
        answers.addPlain(block, at.ttlSeconds(), at.octets(), at.rdataFrom(), at.rdataOctets());
      }
    }
  }

  private void addNode(List<RRset> sets) {
    var owner = sets.getFirst().owner();
    var chosen = steered.getOrDefault(owner, Map.of());
    var brought = new TreeMap<>(chosen); // types that only a backup tier has
    sets.forEach(set -> brought.remove(set.type()));
    var blocks = sets.size() + brought.size();
    if (blocks > MAX_BLOCKS) {
      throw new IllegalArgumentException(
          owner + " has more than " + MAX_BLOCKS + " types, with those that its backups bring");
    }
    if (replaced == Nodes.NONE) {
      nodes.add(name, apexLabel, flags(sets), blocks);
    } else {
      nodes.replace(replaced, name, apexLabel, flags(sets) | nodes.flags(replaced), blocks);
    }
    for (var set : sets) {
      var index = chosen.get(set.type());
      if (index == null) {
        answers.append(set.owner(), set.type(), set.ttlSeconds(), set.rdata());
      } else {
        answers.appendSteered(set.type(), index);
      }
    }
    brought.forEach(answers::appendSteered);
    if (owner.equals(apex)) {
      addNegative(sets);
    }
  }

  private int flags(List<RRset> sets) {
    var flags = 0;
    for (var set : sets) {
      if (set.type() == RecordType.NS && apexLabel > 0) {
        flags |= Nodes.CUT;
      } else if (set.type() == RecordType.DNAME) {
        flags |= Nodes.DNAME;
      }
    }
    return flags;
  }

  /// The SOA of negative answers: its TTL is the smaller one of its own and its MINIMUM field (RFC
  /// 2308 section 3).
  private void addNegative(List<RRset> sets) {
    for (var set : sets) {
      if (set.type() == RecordType.SOA) {
        var rdata = set.rdata().getFirst();
        var minimum = Octets.u32(rdata, rdata.length - Integer.BYTES);
        var ttlSeconds = (int) Math.min(set.ttlSeconds(), minimum);
        negative = answers.append(apex, RecordType.SOA, ttlSeconds, set.rdata());
      }
    }
  }

  private void addAncestors() {
    var at = contents.cursor();
    if ((contents.flags(contents.ownerHandle(apex)) & ZoneContents.HAS_DNAME) != 0) {
      while (at.nextOwner()) {
        addAncestors(at);
      }
      return;
    }
    deep.build()
        .forEach(
            owner -> {
              at.moveTo(owner);
              addAncestors(at);
            });
  }

  private void addAncestors(RecordCursor at) {
    look(at);
    addAncestorsOfName();
  }

  /// Whether the owner is a child of the apex and not `*`.
  private static boolean isPlainChild(RecordCursor at) {
    var octets = at.octets();
    var from = at.ownerFrom();
    return at.ownerOctets() > 0
        && 1 + octets[from] == at.ownerOctets()
        && (octets[from] != 1 || octets[from + 1] != '*');
  }

  private void addAncestorsOfName() {
    var hidden = false;
    for (var i = apexLabel; i >= 0; i--) {
      var node = nodes.find(name, i, apexLabel);
      if (node == Nodes.NONE) {
        node = nodes.addEmpty(name, i, apexLabel);
      }
      if (hidden) {
        nodes.addFlags(node, Nodes.OCCLUDED);
      }
      hidden |= (nodes.flags(node) & (Nodes.CUT | Nodes.DNAME)) != 0;
      if (i > 0 && isWildcard(i - 1)) {
        nodes.addFlags(node, Nodes.WILDCARD_CHILD);
      }
    }
  }

  private boolean isWildcard(int label) {
    var at = name.offset(label);
    return name.wire()[at] == 1 && name.wire()[at + 1] == '*';
  }

  private void linkAddresses() {
    var at = contents.cursor();
    others.build().forEach(owner -> linkAddresses(at, owner));
  }

  private void linkAddresses(RecordCursor at, int owner) {
    at.moveTo(owner);
    if (bringsAddresses(at)) {
      linkAddresses(at.rrsets());
    }
  }

  private static boolean bringsAddresses(RecordCursor at) {
    while (at.nextRecord()) {
      if (AddressTargets.areIn(at.type())) {
        return true;
      }
    }
    return false;
  }

  private void linkAddresses(List<RRset> sets) {
    for (var set : sets) {
      var targets = AddressTargets.of(apex, set.owner(), set.type(), set.rdata());
      if (!targets.isEmpty()) {
        look(set.owner());
        var node = nodes.find(name, 0, apexLabel);
        var cut = (nodes.flags(node) & Nodes.CUT) != 0 && set.type() == RecordType.NS;
        var block = Nodes.block(nodes.arena().octets(), node, set.type());
        if (!AnswerBlock.isSteered(nodes.arena().octets(), block)) {
          link(set, block, targets, cut);
        }
      }
    }
  }

  private void link(RRset set, int block, List<DnsName> targets, boolean cut) {
    var arena = nodes.arena().octets();
    var reference = 0;
    for (var target : targets) {
      var node = addressNode(target, set.type() == RecordType.NS);
      var required = cut && target.isAtOrBelow(set.owner());
      for (var type : AddressTargets.additionalTypes(set.type())) {
        var more = node == Nodes.NONE ? Nodes.NONE : Nodes.block(arena, node, type);
        if (more != Nodes.NONE && more != block && !AnswerBlock.isSteered(arena, more)) {
          AnswerBlock.link(arena, block, reference, more, required);
        }
        reference++;
      }
    }
  }

  /// Returns the node with the addresses of `target`: its own, or a wildcard's. Below a cut there
  /// is only glue, and that is for name servers.
  private int addressNode(DnsName target, boolean glueAllowed) {
    look(target);
    for (var i = 0; i <= apexLabel; i++) {
      var node = nodes.find(name, i, apexLabel);
      if (node != Nodes.NONE) {
        var hidden = (nodes.flags(node) & (Nodes.CUT | Nodes.OCCLUDED)) != 0;
        if (i == 0) {
          return hidden && !(glueAllowed && isGlue()) ? Nodes.NONE : node;
        }
        var source = (nodes.flags(node) & (Nodes.DNAME | Nodes.WILDCARD_CHILD));
        return hidden || source != Nodes.WILDCARD_CHILD
            ? Nodes.NONE
            : nodes.findWildcard(name, i, apexLabel);
      }
    }
    return Nodes.NONE;
  }

  /// Whether what hides the name is a cut and not a DNAME.
  private boolean isGlue() {
    for (var i = apexLabel; i >= 0; i--) {
      var flags = nodes.flags(nodes.find(name, i, apexLabel));
      if ((flags & Nodes.CUT) != 0) {
        return true;
      }
      if ((flags & Nodes.DNAME) != 0) {
        return false;
      }
    }
    return false;
  }
}
