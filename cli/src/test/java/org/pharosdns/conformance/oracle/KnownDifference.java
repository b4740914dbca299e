package org.pharosdns.conformance.oracle;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Rr;
import org.pharosdns.dns.wire.RecordType;

/// Where NSD, Knot and BIND differ among themselves, and the sentence that decides for us. Mirrored
/// in `docs/rfc-compliance.md`.
///
/// @param decides where the deciding sentence stands
/// @param explains the aspects whose difference it explains
/// @param ours whether we may differ from all three in these aspects: they do different things, and
///     what they have in common in one aspect is chance
record KnownDifference(
    String name, String decides, Set<Aspect> explains, boolean ours, Predicate<Outcome> fits) {
  private static final int CNAME = 5;
  private static final int DNAME = 39;
  private static final int SVCB = 64;
  private static final int HTTPS = 65;
  private static final Set<Aspect> CONTENTS =
      EnumSet.complementOf(EnumSet.of(Aspect.HEADER, Aspect.EDNS));

  private static final List<KnownDifference> TABLE =
      List.of(
          new KnownDifference(
              "ANY: one RRset or all of them",
              "RFC 8482 section 4.1",
              CONTENTS,
              true,
              outcome -> outcome.ask().type() == 255),
          new KnownDifference(
              "CD comes back from BIND only",
              "RFC 4035 section 3.1.6",
              EnumSet.of(Aspect.HEADER),
              true,
              outcome -> (outcome.ask().flags() & 0x10) != 0),
          new KnownDifference(
              "meta types: looked up, FORMERR or NOTIMP",
              "RFC 6895 section 3.1",
              EnumSet.allOf(Aspect.class),
              true,
              KnownDifference::asksForMetaType),
          new KnownDifference(
              "alias chain that is long or has no end: where it stops, and whether SERVFAIL",
              "RFC 1034 section 3.6.2, section 5.2.2",
              CONTENTS,
              true,
              KnownDifference::isLongChain),
          new KnownDifference(
              "alias chain that leaves its zone for one served here, or for a cut",
              "RFC 1034 section 4.3.2 step 3a",
              CONTENTS,
              true,
              Outcome::chainLeavesZone),
          new KnownDifference(
              "glue that does not fit: with or without TC",
              "RFC 9471 section 3.1",
              EnumSet.of(Aspect.TC),
              false,
              outcome -> outcome.replies().values().stream().anyMatch(KnownDifference::hasCut)),
          new KnownDifference(
              "referral: addresses of servers outside the cut",
              "RFC 9471 section 3.2",
              EnumSet.of(Aspect.ADDITIONAL),
              false,
              outcome -> outcome.replies().values().stream().anyMatch(KnownDifference::hasCut)),
          new KnownDifference(
              "positive answer: which additional addresses",
              "RFC 1034 section 4.3.2 step 6",
              EnumSet.of(Aspect.ADDITIONAL),
              false,
              outcome -> outcome.replies().values().stream().anyMatch(Reply::isPositive)),
          new KnownDifference(
              "YXDOMAIN: with or without SOA",
              "RFC 6672 section 2.2",
              EnumSet.of(Aspect.AUTHORITY),
              false,
              outcome -> outcome.replies().values().stream().anyMatch(reply -> reply.rcode() == 6)),
          new KnownDifference(
              "RRSIG and NSEC at an alias: NSD follows it",
              "RFC 4035 section 2.5",
              CONTENTS,
              false,
              outcome -> List.of(46, 47).contains(outcome.ask().type())),
          new KnownDifference(
              "SIG and KEY at an alias: BIND does not follow it",
              "RFC 1034 section 4.3.2 step 3a",
              CONTENTS,
              false,
              outcome -> List.of(24, 25).contains(outcome.ask().type())),
          new KnownDifference(
              "answer near the limit: how well names are compressed; RCODE of an answer cut off",
              "RFC 2181 section 9",
              EnumSet.of(Aspect.TC, Aspect.RCODE),
              false,
              outcome -> outcome.replies().values().stream().anyMatch(Reply::tc)),
          new KnownDifference(
              "NSD keeps the names of nested zones in one tree",
              "RFC 1034 section 4.2",
              CONTENTS,
              false,
              KnownDifference::mixesNestedZones));

  /// Where the three agree and we differ on purpose.
  private static final List<KnownDifference> DELIBERATE =
      List.of(
          new KnownDifference(
              "SVCB and HTTPS with target `.`: addresses of the owner go along",
              "RFC 9460 section 4.1 with section 2.5.2",
              EnumSet.of(Aspect.ADDITIONAL),
              true,
              KnownDifference::addsOwnAddresses));

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

  /// Whether ours has all additional records of the others, and beyond them only addresses of
  /// owners
  /// of SVCB and HTTPS records in service mode whose target is the root.
  private static boolean addsOwnAddresses(Outcome outcome) {
    var ours = outcome.ours();
    if (ours == null) {
      return false;
    }
    var owners =
        ours.answer().stream()
            .filter(record -> record.type() == SVCB || record.type() == HTTPS)
            .filter(record -> !record.rdata().startsWith("0 "))
            .filter(record -> record.rdata().split(" ", -1)[1].equals("."))
            .map(Rr::owner)
            .collect(Collectors.toSet());
    var theirs = outcome.reply(ServerKind.BIND).additional();
    return ours.additional().containsAll(theirs)
        && ours.additional().stream()
            .filter(record -> !theirs.contains(record))
            .allMatch(
                record -> RecordType.isAddress(record.type()) && owners.contains(record.owner()));
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
    return Stream.concat(
            of(outcome).stream().filter(KnownDifference::ours),
            DELIBERATE.stream().filter(known -> known.fits().test(outcome)))
        .toList();
  }

  @Override
  public String toString() {
    return name + " (" + decides + ")";
  }
}
