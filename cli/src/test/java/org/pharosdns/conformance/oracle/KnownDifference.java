package org.pharosdns.conformance.oracle;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Rr;
import org.pharosdns.dns.wire.RecordType;

/// Where NSD, Knot and BIND differ among themselves, and the sentence that decides for us. Mirrored
/// in `docs/rfc-compliance.md`.
///
/// @param decides where the deciding sentence stands
/// @param explains the aspects whose difference it explains
/// @param ours what our reply must be like where it differs from all three in these aspects: they
///     do
///     different things, and what they have in common in one aspect is chance
record KnownDifference(
    String name,
    String decides,
    Set<Aspect> explains,
    Predicate<Outcome> fits,
    BiPredicate<Ask, Reply> ours) {
  private static final int CNAME = 5;
  private static final int DNAME = 39;
  private static final int SVCB = 64;
  private static final int HTTPS = 65;
  private static final int MAX_LINKS = 16;
  private static final Set<Aspect> CONTENTS =
      EnumSet.complementOf(EnumSet.of(Aspect.HEADER, Aspect.EDNS));

  private static final List<KnownDifference> TABLE =
      List.of(
          new KnownDifference(
              "ANY: one RRset or all of them",
              "RFC 8482 section 4.1",
              CONTENTS,
              outcome -> outcome.ask().type() == 255,
              KnownDifference::isOneRRset),
          new KnownDifference(
              "header bits of the question that come back: CD, AD, AA, TC, Z",
              "RFC 4035 section 3.1.6, RFC 1035 section 4.1.1",
              EnumSet.of(Aspect.HEADER),
              outcome -> (outcome.ask().flags() & 0x6f0) != 0,
              KnownDifference::copiesOnlyWhatItMust),
          new KnownDifference(
              "meta types: looked up, FORMERR or NOTIMP",
              "RFC 6895 section 3.1",
              EnumSet.allOf(Aspect.class),
              KnownDifference::asksForMetaType,
              (ask, ours) -> List.of(0, 3, 6).contains(ours.rcode())),
          new KnownDifference(
              "alias chain that is long or has no end: where it stops, and whether SERVFAIL",
              "RFC 1034 section 3.6.2, section 5.2.2",
              CONTENTS,
              KnownDifference::isLongChain,
              (ask, ours) -> aliases(ours) <= MAX_LINKS),
          new KnownDifference(
              "alias chain that leaves its zone for one served here, or for a cut",
              "RFC 1034 section 4.3.2 step 3a",
              CONTENTS,
              Outcome::chainLeavesZone,
              (ask, ours) -> aliases(ours) > 0),
          new KnownDifference(
              "other opcode or class, RCODE, no question, options, other records: which error, and"
                  + " what with it",
              "RFC 6891 sections 6.1.1, 6.1.3 and 7, RFC 8906 section 3.1.4",
              EnumSet.allOf(Aspect.class),
              outcome -> !outcome.ask().isOrdinary(),
              KnownDifference::isProperError),
          new KnownDifference(
              "DNAME at a wildcard: under its own name or the one asked about",
              "RFC 4592 section 4.4",
              EnumSet.of(Aspect.ANSWER),
              outcome ->
                  outcome.zone().types().entrySet().stream()
                      .anyMatch(
                          node -> node.getKey().isWildcard() && node.getValue().contains(DNAME)),
              KnownDifference::never),
          new KnownDifference(
              "glue that does not fit: with or without TC",
              "RFC 9471 section 3.1",
              EnumSet.of(Aspect.TC),
              outcome -> outcome.replies().values().stream().anyMatch(KnownDifference::hasCut),
              KnownDifference::never),
          new KnownDifference(
              "referral: addresses of servers outside the cut",
              "RFC 9471 section 3.2",
              EnumSet.of(Aspect.ADDITIONAL),
              outcome -> outcome.replies().values().stream().anyMatch(KnownDifference::hasCut),
              KnownDifference::never),
          new KnownDifference(
              "positive answer: which additional addresses",
              "RFC 1034 section 4.3.2 step 6",
              EnumSet.of(Aspect.ADDITIONAL),
              outcome -> outcome.replies().values().stream().anyMatch(Reply::isPositive),
              KnownDifference::never),
          new KnownDifference(
              "YXDOMAIN: with or without SOA",
              "RFC 6672 section 2.2",
              EnumSet.of(Aspect.AUTHORITY),
              outcome -> outcome.replies().values().stream().anyMatch(reply -> reply.rcode() == 6),
              KnownDifference::never),
          new KnownDifference(
              "RRSIG and NSEC at an alias: NSD follows it",
              "RFC 4035 section 2.5",
              CONTENTS,
              outcome -> List.of(46, 47).contains(outcome.ask().type()),
              KnownDifference::never),
          new KnownDifference(
              "SIG and KEY at an alias: BIND does not follow it",
              "RFC 1034 section 4.3.2 step 3a",
              CONTENTS,
              outcome -> List.of(24, 25).contains(outcome.ask().type()),
              KnownDifference::never),
          new KnownDifference(
              "answer near the limit: how well names are compressed; RCODE of an answer cut off",
              "RFC 2181 section 9",
              EnumSet.of(Aspect.TC, Aspect.RCODE),
              outcome -> outcome.replies().values().stream().anyMatch(Reply::tc),
              KnownDifference::never),
          new KnownDifference(
              "NSD keeps the names of nested zones in one tree",
              "RFC 1034 section 4.2",
              CONTENTS,
              KnownDifference::mixesNestedZones,
              KnownDifference::never));

  /// Where the three agree and we differ on purpose.
  private static final List<KnownDifference> DELIBERATE =
      List.of(
          new KnownDifference(
              "SVCB and HTTPS: records of every target in the zone go along, of the owner for `.`",
              "RFC 9460 section 4.1 with section 2.5.2",
              EnumSet.of(Aspect.ADDITIONAL),
              KnownDifference::addsRecordsOfTargets,
              (ask, ours) -> true),
          new KnownDifference(
              "glue that does not fit: TC, where Knot alone would set it but finds fault with the"
                  + " rest",
              "RFC 9471 section 3.1",
              EnumSet.of(Aspect.TC),
              KnownDifference::isFormatErrorForKnot,
              (ask, ours) -> ours.tc() && ours.isReferral()),
          new KnownDifference(
              "referral behind an alias: addresses of servers outside the cut too, where they fit",
              "RFC 9471 section 3.2",
              EnumSet.of(Aspect.ADDITIONAL),
              KnownDifference::addsAddressesOfServers,
              (ask, ours) -> !ours.tc()),
          new KnownDifference(
              "OPT that came, malformed or twice: FORMERR with OPT",
              "RFC 6891 section 6.1.1 and section 7",
              EnumSet.of(Aspect.EDNS),
              outcome -> outcome.ask().hasEdns() && !outcome.ask().isOrdinary(),
              (ask, ours) -> ours.rcode() == 1 && ours.edns() != null && isWithoutRecords(ours)));

  /// Ours must then agree with one of them.
  private static boolean never(Ask ask, Reply ours) {
    return false;
  }

  private static boolean isFormatErrorForKnot(Outcome outcome) {
    var reply = outcome.replies().get(ServerKind.KNOT);
    return reply != null && reply.rcode() == 1;
  }

  private static boolean isOneRRset(Ask ask, Reply ours) {
    return ours.answer().stream()
            .filter(record -> record.type() != CNAME && record.type() != DNAME)
            .map(Rr::type)
            .distinct()
            .count()
        <= 1;
  }

  /// Whether opcode, RD and CD come back and no other bit does.
  private static boolean copiesOnlyWhatItMust(Ask ask, Reply ours) {
    return (ours.flags() & ~0x060f) == (0x8000 | (ask.flags() & 0x7910));
  }

  /// Whether this is an error without records, with OPT for OPT and the question where there is
  /// one.
  private static boolean isProperError(Ask ask, Reply ours) {
    return List.of(1, 4, 5, 9, 16).contains(ours.rcode())
        && isWithoutRecords(ours)
        && copiesOnlyWhatItMust(ask, ours)
        && ours.question().size() == ask.shape().copies()
        && (ours.edns() != null) == ask.hasEdns();
  }

  private static boolean isWithoutRecords(Reply ours) {
    return ours.answer().isEmpty() && ours.authority().isEmpty() && ours.additional().isEmpty();
  }

  private static long aliases(Reply reply) {
    return reply.answer().stream().filter(record -> record.type() == CNAME).count();
  }

  private static boolean asksForMetaType(Outcome outcome) {
    var type = outcome.ask().type();
    return type == 0 || type == 41 || (type >= 128 && type <= 254) || type == 65535;
  }

  private static boolean isLongChain(Outcome outcome) {
    return outcome.replies().values().stream()
        .anyMatch(
            reply ->
                (reply.rcode() == 2 && (reply.tc() || !reply.answer().isEmpty()))
                    || reply.answer().stream().filter(record -> record.type() == CNAME).count() > 5
                    || reply.answer().stream().anyMatch(KnownDifference::growsWithoutEnd));
  }

  /// Whether ours has all additional records of the others, and beyond them only addresses and
  /// records of the same type of names that an SVCB or HTTPS record in the answer targets.
  private static boolean addsRecordsOfTargets(Outcome outcome) {
    var ours = outcome.ours();
    if (ours == null) {
      return false;
    }
    var services =
        ours.answer().stream()
            .filter(record -> record.type() == SVCB || record.type() == HTTPS)
            .toList();
    var targets = services.stream().map(KnownDifference::serviceTarget).collect(Collectors.toSet());
    var asked = outcome.ask().type();
    var theirs = outcome.reply(ServerKind.BIND).additional();
    return ours.additional().containsAll(theirs)
        && ours.additional().stream()
            .filter(record -> !theirs.contains(record))
            .allMatch(
                record ->
                    (RecordType.isAddress(record.type()) || record.type() == asked)
                        && targets.contains(record.owner()));
  }

  /// Whether ours has all additional records of BIND, and beyond them only addresses of the servers
  /// in the authority section.
  private static boolean addsAddressesOfServers(Outcome outcome) {
    var ours = outcome.ours();
    if (ours == null || !hasCut(ours) || ours.answer().isEmpty()) {
      return false;
    }
    var servers =
        ours.authority().stream()
            .filter(record -> record.type() == 2)
            .map(Rr::rdata)
            .collect(Collectors.toSet());
    var theirs = outcome.reply(ServerKind.BIND).additional();
    return ours.additional().containsAll(theirs)
        && ours.additional().stream()
            .filter(record -> !theirs.contains(record))
            .allMatch(
                record -> RecordType.isAddress(record.type()) && servers.contains(record.owner()));
  }

  /// The target of a service binding: the owner where it says `.` in service mode.
  private static String serviceTarget(Rr record) {
    var fields = record.rdata().split(" ", -1);
    return fields[1].equals(".") && !fields[0].equals("0") ? record.owner() : fields[1];
  }

  private static boolean mixesNestedZones(Outcome outcome) {
    var apex = outcome.zone().apex();
    var nested =
        outcome.served().stream()
            .map(GeneratedZone::apex)
            .filter(other -> !other.equals(apex))
            .anyMatch(other -> other.isAtOrBelow(apex) || apex.isAtOrBelow(other));
    return nested
        && outcome.disputed().stream()
            .filter(aspect -> aspect != Aspect.ADDITIONAL && aspect != Aspect.HEADER)
            .allMatch(aspect -> outcome.oddOneOut(aspect).equals("NSD"));
  }

  private static boolean growsWithoutEnd(Rr record) {
    return record.type() == DNAME && record.rdata().endsWith("." + record.owner());
  }

  private static boolean hasCut(Reply reply) {
    return reply.authority().stream().anyMatch(record -> record.type() == 2);
  }

  /// Returns the classes that fit `outcome`.
  static List<KnownDifference> of(Outcome outcome) {
    return TABLE.stream()
        .filter(known -> outcome.disputed().stream().anyMatch(known.explains()::contains))
        .filter(known -> known.fits().test(outcome))
        .toList();
  }

  /// Returns the classes that allow us to differ from all three in `outcome`.
  static List<KnownDifference> excuses(Outcome outcome) {
    var ours = outcome.ours();
    if (ours == null) {
      return List.of();
    }
    return Stream.concat(
            of(outcome).stream(), DELIBERATE.stream().filter(known -> known.fits().test(outcome)))
        .filter(known -> known.ours().test(outcome.ask(), ours))
        .toList();
  }

  @Override
  public String toString() {
    return name + " (" + decides + ")";
  }
}
