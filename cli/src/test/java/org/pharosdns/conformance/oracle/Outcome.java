package org.pharosdns.conformance.oracle;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Rr;
import org.pharosdns.dns.wire.DnsName;

/// One question, what each server replied, and what follows.
///
/// @param zone the zone whose names were asked
/// @param served all zones that every server has
/// @param replies of the other servers; a server that stayed silent is missing
/// @param ours null when it stayed silent or was malformed
/// @param disputed where the others differ among themselves
/// @param failed where the others agree and we differ
/// @param alone where the others differ and we agree with none of them
record Outcome(
    Ask ask,
    GeneratedZone zone,
    List<GeneratedZone> served,
    Map<ServerKind, Reply> replies,
    @Nullable Reply ours,
    Set<Aspect> disputed,
    Set<Aspect> failed,
    Set<Aspect> alone) {
  private static final Object SILENCE = "no reply";

  /// Compares.
  static Outcome of(
      Ask ask,
      GeneratedZone zone,
      List<GeneratedZone> served,
      Map<ServerKind, Reply> replies,
      @Nullable Reply ours) {
    var outcome =
        new Outcome(
            ask,
            zone,
            served,
            new EnumMap<>(replies),
            ours,
            EnumSet.noneOf(Aspect.class),
            EnumSet.noneOf(Aspect.class),
            EnumSet.noneOf(Aspect.class));
    for (var aspect : Aspect.values()) {
      if (aspect.applies(ask)) {
        outcome.compare(aspect);
      }
    }
    return outcome;
  }

  private void compare(Aspect aspect) {
    if (!aspect.survivesTruncation() && replies.values().stream().anyMatch(Reply::tc)) {
      return;
    }
    var theirs = new HashSet<Object>();
    for (var kind : ServerKind.values()) {
      var reply = replies.get(kind);
      if (reply == null) {
        theirs.add(SILENCE);
      } else if (aspect.counts(kind, reply)) {
        theirs.add(aspect.of(reply));
      }
    }
    if (theirs.size() > 1) {
      disputed.add(aspect);
    }
    if (differs(aspect, theirs)) {
      (theirs.size() > 1 ? alone : failed).add(aspect);
    }
  }

  private boolean differs(Aspect aspect, Set<Object> theirs) {
    if (ours == null) {
      return true;
    }
    var cutOff = ours.tc() && !aspect.survivesTruncation();
    return !cutOff && !theirs.contains(aspect.of(ours));
  }

  /// Returns who is the odd one out in each of `aspects`, as `TC:BIND`; `all` when all differ.
  String oddOnesOut(Set<Aspect> aspects) {
    return aspects.stream()
        .map(aspect -> aspect + ":" + oddOneOut(aspect))
        .collect(Collectors.joining(" "));
  }

  /// Returns the name of the server that the other two disagree with, or `all`.
  String oddOneOut(Aspect aspect) {
    for (var kind : replies.keySet()) {
      var others = new HashSet<Object>();
      replies.forEach(
          (other, reply) -> {
            if (other != kind) {
              others.add(aspect.of(reply));
            }
          });
      if (others.size() == 1) {
        return kind.name();
      }
    }
    return "all";
  }

  /// Whether an alias in some reply points out of the zone that the question is in, at another zone
  /// served here or below a cut.
  boolean chainLeavesZone() {
    return replies.values().stream()
        .flatMap(reply -> reply.answer().stream())
        .filter(record -> record.type() == 5)
        .anyMatch(this::leavesZone);
  }

  private boolean leavesZone(Rr alias) {
    var from = authority(DnsName.parse(alias.owner()));
    var target = DnsName.parse(alias.rdata());
    return !from.equals(authority(target))
        || served.stream()
            .filter(zone -> zone.apex().equals(from))
            .anyMatch(zone -> zone.hasCutAbove(target));
  }

  private DnsName authority(DnsName name) {
    return served.stream()
        .map(GeneratedZone::apex)
        .filter(name::isAtOrBelow)
        .max(Comparator.comparingInt(DnsName::labels))
        .orElse(DnsName.ROOT);
  }

  /// Returns this with another reply of ours, not compared yet.
  Outcome with(@Nullable Reply reply) {
    return new Outcome(ask, zone, served, replies, reply, disputed, failed, alone);
  }

  /// Whether ours fits the size allowed and all others are cut off.
  boolean onlyOursIsWhole() {
    return ours != null
        && !ours.tc()
        && ours.octets() <= Math.clamp(ask.udpPayload(), 512, 1232)
        && replies.values().stream().allMatch(Reply::tc);
  }

  /// Whether all that ours lacks of the others' answer is additional records, over UDP, that do not
  /// fit beside the additional records that ours has.
  boolean choosesOtherAdditionals() {
    if (ours == null || ask.tcp() || !failed.equals(EnumSet.of(Aspect.ADDITIONAL))) {
      return false;
    }
    var room = Math.clamp(ask.udpPayload(), 512, 1232) - ours.octets();
    var missing =
        reply(ServerKind.BIND).additional().stream()
            .filter(record -> !ours.additional().contains(record))
            .collect(
                Collectors.groupingBy(
                    record -> record.owner() + record.type(),
                    Collectors.summingInt(record -> record.type() == 1 ? 16 : 28)));
    return ours.isPositive()
        && !missing.isEmpty()
        && missing.values().stream().allMatch(octets -> octets > room);
  }

  /// Returns the reply of `kind`.
  Reply reply(ServerKind kind) {
    return Objects.requireNonNull(replies.get(kind));
  }

  /// Returns the question and each reply in presentation format.
  String describe() {
    var text = new StringBuilder("zone " + zone.apex() + ", question: " + ask + '\n');
    replies.forEach((kind, reply) -> text.append("-- ").append(kind).append(": ").append(reply));
    return text.append("-- PHAROS: ").append(ours == null ? "nothing usable\n" : ours).toString();
  }
}
