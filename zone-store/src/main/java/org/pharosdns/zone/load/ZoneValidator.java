package org.pharosdns.zone.load;

import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RecordCursor;
import org.pharosdns.zone.model.ZoneContents;

/// Checks the rules that hold for the records of one owner, and for the owners of a zone together;
/// {@link TargetRules} has those for the names that NS, MX and SRV records point at.
///
/// Refused: no SOA or two, SOA below the apex, no NS at the apex, CNAME beside other data (but
/// for DNSSEC), two CNAME or DNAME, data below a DNAME, more records, types or memory than the
/// limits, RRsets that fit in no message. Warned about: differing TTLs in an RRset (RFC 2181
/// section 5.2, the lowest is used), NS and DNAME at a wildcard (RFC 4592 section 4), data below
/// a cut that is no glue.
final class ZoneValidator {
  private static final int MESSAGE_OCTETS = 65_535;
  private static final int HEADER_AND_OPT = 12 + 11;
  private static final int QUESTION_TAIL = 4;
  private static final int RECORD_OVERHEAD = 12;
  private static final int SIG = 24;
  private static final int KEY = 25;
  private static final int NXT = 30;
  private static final int NSEC3 = 50;

  private final ZoneContents zone;
  private final LoadLimits limits;
  private final ProblemList problems;
  private final RecordPlaces places;

  /// Whether all was read: only then is a missing record one that nobody wrote.
  private final boolean whole;

  private boolean hasSoa;
  private boolean hasApexNs;
  private int allFlags;

  ZoneValidator(ZoneContents zone, LoadLimits limits, ProblemList problems, RecordPlaces places) {
    this.zone = zone;
    this.limits = limits;
    this.problems = problems;
    this.places = places;
    this.whole = problems.errors() == 0;
  }

  /// Checks the rules for the records of one owner only.
  void validateOwners() {
    var at = zone.cursor();
    var memory = new MemoryCount();
    var room = limits.memoryOctets();
    while (at.nextOwner()) {
      allFlags |= at.flags();
      if (memory.add(at) > room) {
        tooLarge(at);
        room = Long.MAX_VALUE;
      }
      if (at.flags() != ZoneContents.HAS_ADDRESS) { // one address breaks no rule
        owner(at);
      }
    }
  }

  void validate() {
    validateOwners();
    if (whole && !hasSoa) {
      problems.error(
          ProblemList.NOWHERE,
          "the zone " + zone.apex() + " has no SOA record",
          "is this the file of another zone, or cut off?");
    }
    if (whole && !hasApexNs) {
      problems.error(
          ProblemList.NOWHERE, "the zone " + zone.apex() + " has no NS record at its apex", null);
    }
    var targets = new TargetRules(zone, problems, places, whole);
    if ((allFlags & ZoneContents.HAS_TARGET) != 0) {
      targets.check();
    }
    if ((allFlags & (ZoneContents.IS_CUT | ZoneContents.HAS_DNAME)) != 0) {
      occlusion(targets);
    }
  }

  private void tooLarge(RecordCursor at) {
    at.nextRecord();
    problems.error(
        places.of(at.record()),
        "the zone takes more than " + limits.memoryOctets() + " octets of memory",
        "names count whole however short they are written; [limits] zone_file allows more");
    at.moveTo(at.owner());
  }

  private void owner(RecordCursor at) {
    var types = 0;
    var others = false;
    var more = at.nextRecord();
    while (more) {
      var type = at.type();
      types++;
      others |= !standsBesideCname(type);
      if (types == limits.typesPerName() + 1) {
        problems.error(
            places.of(at.record()),
            at.ownerName() + " has more than " + limits.typesPerName() + " types",
            null);
      }
      more = rrset(at, type);
    }
    if (others && (at.flags() & ZoneContents.HAS_CNAME) != 0) {
      cnameBesideOthers(at);
    }
  }

  /// Types that may stand beside a CNAME: itself and DNSSEC's (RFC 4035 section 2.5, RFC 3007).
  private static boolean standsBesideCname(int type) {
    return switch (type) {
      case RecordType.CNAME, TypeText.RRSIG, TypeText.NSEC, KEY, SIG, NXT -> true;
      default -> false;
    };
  }

  private void cnameBesideOthers(RecordCursor at) {
    var owner = at.ownerName();
    at.moveTo(at.owner());
    while (at.nextRecord()) {
      if (at.type() == RecordType.CNAME) {
        problems.error(
            places.of(at.record()),
            owner + " has a CNAME and other records",
            "a CNAME stands alone (RFC 1034 section 3.6.2)");
        return;
      }
    }
  }

  /// Checks the RRset at the cursor, and leaves the cursor at the first record behind it; returns
  /// false when there is none.
  private boolean rrset(RecordCursor at, int type) {
    var first = at.record();
    var ttl = at.ttlSeconds();
    var octets = HEADER_AND_OPT + at.ownerOctets() + zone.apex().octets() + QUESTION_TAIL;
    var size = (long) octets;
    var count = 0;
    var ttlsDiffer = false;
    boolean more;
    do {
      count++;
      size += RECORD_OVERHEAD + at.rdataOctets();
      ttlsDiffer |= at.ttlSeconds() != ttl;
      if (count == limits.recordsPerRRset() + 1) {
        tooMany(at, type);
      } else if (count == 2) {
        second(at, type);
      }
      more = at.nextRecord();
    } while (more && at.type() == type);
    if (ttlsDiffer && type != TypeText.RRSIG && type != SIG) {
      problems.warning(
          places.of(first),
          "the " + name(at, type) + " records have different TTLs",
          "the lowest is used (RFC 2181 section 5.2)");
    }
    if (size > MESSAGE_OCTETS) {
      problems.error(
          places.of(first),
          "the " + name(at, type) + " records do not fit in a message",
          "a message has 65535 octets, some for its question and 12 for each record");
    }
    single(at, type, first);
    return more;
  }

  private void tooMany(RecordCursor at, int type) {
    problems.error(
        places.of(at.record()),
        "more than " + limits.recordsPerRRset() + " records of " + name(at, type),
        "the limit is there so that no answer takes too long");
  }

  /// Types of which an owner has at most one record (RFC 1035, RFC 2181 section 10.1, RFC 6672).
  private void second(RecordCursor at, int type) {
    if (type == RecordType.SOA || type == RecordType.CNAME || type == RecordType.DNAME) {
      problems.error(
          places.of(at.record()),
          "a second " + name(at, type) + " record; only one is allowed",
          null);
    }
  }

  private void single(RecordCursor at, int type, int first) {
    var apex = at.atApex();
    switch (type) {
      case RecordType.SOA -> {
        hasSoa |= apex;
        if (!apex) {
          problems.error(
              places.of(first),
              "a SOA record at " + at.ownerName() + ", below the apex",
              "is a dot missing or too much at the end of the owner?");
        }
      }
      case RecordType.NS -> {
        hasApexNs |= apex;
        wildcard(at, type, first);
      }
      case RecordType.DS -> {
        if (apex) {
          problems.error(
              places.of(first), "a DS record at the apex", "it belongs into the parent zone");
        }
      }
      case RecordType.DNAME -> wildcard(at, type, first);
      default -> {}
    }
  }

  private void wildcard(RecordCursor at, int type, int first) {
    var octets = at.octets();
    var from = at.ownerFrom();
    if (at.ownerOctets() >= 2 && octets[from] == 1 && octets[from + 1] == '*') {
      problems.warning(
          places.of(first),
          RecordType.mnemonic(type) + " at the wildcard " + at.ownerName(),
          "what it does is not defined (RFC 4592 section 4)");
    }
  }

  private static String name(RecordCursor at, int type) {
    return at.ownerName() + " " + RecordType.mnemonic(type);
  }

  private void occlusion(TargetRules targets) {
    var apex = zone.ownerHandle(zone.apex());
    var apexRedirects = apex != 0 && (zone.flags(apex) & ZoneContents.HAS_DNAME) != 0;
    var at = zone.cursor();
    while (at.nextOwner()) {
      var dname = apexRedirects && !at.atApex() ? apex : dname(at);
      if (dname != 0) {
        belowDname(at, dname);
      } else {
        var cut = zone.ancestorWith(at.owner(), ZoneContents.IS_CUT);
        if (cut != 0 || (at.flags() & ZoneContents.IS_CUT) != 0) {
          occluded(at, cut, targets.isGlue(at.owner()));
        }
      }
    }
  }

  private int dname(RecordCursor at) {
    return (allFlags & ZoneContents.HAS_DNAME) == 0
        ? 0
        : zone.ancestorWith(at.owner(), ZoneContents.HAS_DNAME);
  }

  private void belowDname(RecordCursor at, int dname) {
    while (at.nextRecord()) {
      if (at.type() != NSEC3 && at.type() != TypeText.RRSIG) {
        problems.error(
            places.of(at.record()),
            at.ownerName() + " is below the DNAME at " + zone.ownerName(dname),
            "nothing can stand there (RFC 6672 section 2.4)");
        return;
      }
    }
  }

  /// Warns about records at and below a cut that no answer can ever hold.
  private void occluded(RecordCursor at, int cut, boolean isGlue) {
    var hidden = new TreeSet<Integer>();
    var first = 0;
    while (at.nextRecord()) {
      if (cut == 0 ? !standsAtCut(at.type()) : !(isGlue && RecordType.isAddress(at.type()))) {
        first = hidden.isEmpty() ? at.record() : first;
        hidden.add(at.type());
      }
    }
    if (!hidden.isEmpty()) {
      var types = hidden.stream().map(RecordType::mnemonic).collect(Collectors.joining(", "));
      problems.warning(
          places.of(first),
          at.ownerName()
              + " "
              + types
              + " is occluded by the delegation "
              + zone.ownerName(cut == 0 ? at.owner() : cut),
          "it belongs into the zone that is delegated");
    }
  }

  private static boolean standsAtCut(int type) {
    return switch (type) {
      case RecordType.NS, RecordType.DS, TypeText.NSEC, TypeText.RRSIG -> true;
      default -> RecordType.isAddress(type);
    };
  }
}
