package org.pharosdns.zone.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.answer.AnswerCompiler;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.steer.SteeredRRset;

/// Makes a {@link CompiledZone} in three passes over the owners, keeping none of them: nodes with
/// their answers; ancestors and what they hide; addresses that answers bring along.
final class ZoneCompiler {
  private static final int MAX_BLOCKS = 255;

  /// Visits every owner once with all its RRsets; visits the same ones each time.
  interface Owners {
    void forEach(Consumer<List<RRset>> visitor);
  }

  private final DnsName apex;
  /// By owner and type, where in the list of steered RRsets it stands.
  private final Map<DnsName, Map<Integer, Integer>> steered = new HashMap<>();

  private final NodesBuilder nodes = new NodesBuilder();
  private final AnswerCompiler answers;
  private final HashedName name = new HashedName();
  private int apexLabel;
  private int negative;

  private ZoneCompiler(DnsName apex, List<? extends SteeredRRset> steered) {
    this.apex = apex;
    answers = new AnswerCompiler(nodes.arena(), apex);
    for (var i = 0; i < steered.size(); i++) {
      this.steered
          .computeIfAbsent(steered.get(i).owner(), any -> new TreeMap<>())
          .put(steered.get(i).type(), i);
    }
  }

  /// Compiles the zone `apex`.
  ///
  /// @throws IllegalArgumentException when there is no SOA, an owner is outside the zone, an RRset
  ///     has more than 65,535 octets or an owner more than 255 types
  static CompiledZone compile(DnsName apex, Owners owners, List<? extends SteeredRRset> steered) {
    var compiler = new ZoneCompiler(apex, steered);
    owners.forEach(compiler::addNode);
    owners.forEach(compiler::addAncestors);
    owners.forEach(compiler::linkAddresses);
    return compiler.finish();
  }

  private CompiledZone finish() {
    if (negative == Nodes.NONE) {
      throw new IllegalArgumentException("zone " + apex + " has no SOA record");
    }
    return new CompiledZone(apex, nodes.arena().toArray(), nodes.finishedSlots(), negative);
  }

  private void look(DnsName owner) {
    name.set(owner);
    apexLabel = name.labels() - apex.labels();
  }

  private void addNode(List<RRset> sets) {
    var owner = sets.getFirst().owner();
    if (!owner.isAtOrBelow(apex) || sets.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException(owner + " is outside " + apex + ", or has too many types");
    }
    look(owner);
    var chosen = steered.getOrDefault(owner, Map.of());
    var brought = new TreeMap<>(chosen); // types that only a backup tier has
    sets.forEach(set -> brought.remove(set.type()));
    nodes.add(name, 0, apexLabel, flags(sets), sets.size() + brought.size());
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

  private void addAncestors(List<RRset> sets) {
    look(sets.getFirst().owner());
    var hidden = false;
    for (var i = apexLabel; i >= 0; i--) {
      var node = nodes.find(name, i, apexLabel);
      if (node == Nodes.NONE) {
        node = nodes.add(name, i, apexLabel, 0, 0);
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
