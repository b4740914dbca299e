package org.pharosdns.zone.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// Reads the entries of a master file (RFC 1035 section 5.1): records, and the directives
/// `$ORIGIN`, `$TTL` (RFC 2308 section 4), `$INCLUDE` and `$GENERATE`.
///
/// A record without TTL takes that of `$TTL`, else the last one stated (RFC 1035), and a SOA record
/// before any takes its own MINIMUM. An entry that is wrong goes to the problems; reading goes on
/// with the next one.
final class ZoneReader {
  private static final int NO_TTL = -1;
  private static final int NO_OWNER = 0;
  private static final int BAD_OWNER = -1;

  /// All `$GENERATE` of a zone together may make so many times the records of one.
  private static final int GENERATE_TIMES = 16;

  /// So many owners that lack something are kept by name; where there are more, it may be any.
  private static final int MOST_UNREAD = 1000;

  private final DnsName apex;
  private final byte[] apexWire;
  private final LoadLimits limits;
  private final ProblemList problems;
  private final ZoneFiles files;
  private final ZoneContentsBuilder zone;
  private final RecordPlaces places;
  private final boolean takesLines;
  private final AddressBatch batch = new AddressBatch();
  private final RdataReader rdata = new RdataReader();
  private final RecordHead head = new RecordHead();
  private final byte[] owner = new byte[2 * DnsName.MAX_OCTETS + 2];
  private final Set<Integer> unreadOwners = new HashSet<>();
  private boolean unreadAnywhere;
  private byte[] origin;
  private int ownerHandle = NO_OWNER;
  private int defaultTtl = NO_TTL;
  private int lastTtl = NO_TTL;
  private long generatedLeft;
  private Source source;
  private long generatedAt = ProblemList.NOWHERE;

  /// @param takesLines whether address records are read by {@link AddressLines} where that is
  ///     possible; without, the same comes out more slowly
  ZoneReader(
      Source source,
      DnsName apex,
      LoadLimits limits,
      ProblemList problems,
      ZoneFiles files,
      ZoneContentsBuilder zone,
      RecordPlaces places,
      boolean takesLines) {
    this.source = source;
    this.takesLines = takesLines;
    this.apex = apex;
    this.apexWire = apex.wire();
    this.origin = apex.wire();
    this.limits = limits;
    this.problems = problems;
    this.files = files;
    this.zone = zone;
    this.places = places;
    this.generatedLeft = (long) limits.generateRecords() * GENERATE_TIMES;
  }

  /// Reads the file to its end.
  void read() {
    var lexer = new Lexer(source, limits.lineOctets(), this::brokenEntry);
    var lines = new AddressLines(source.octets(), limits.lineOctets(), batch);
    var entry = new Entry();
    while (next(lexer, lines, entry)) {
      try {
        read(entry);
      } catch (BadText bad) {
        unread(entry);
        fault(bad.offset(), bad.message(), bad.hint());
      }
    }
  }

  /// Returns the owners that lack what could not be read.
  ///
  /// @param contents all that was read
  UnreadOwners unread(ZoneContents contents) {
    return new UnreadOwners(
        unreadOwners.stream().map(contents::ownerName).collect(Collectors.toSet()), unreadAnywhere);
  }

  /// Of a directive, or of a record without a sound owner, nobody knows what it was to give.
  private void unread(Entry entry) {
    var known = ownerHandle > NO_OWNER && !isDirective(entry);
    if (known && unreadOwners.size() < MOST_UNREAD) {
      unreadOwners.add(ownerHandle);
    } else {
      unreadAnywhere = true;
    }
  }

  private void brokenEntry(int offset, String message, @Nullable String hint) {
    unreadAnywhere = true;
    fault(offset, message, hint);
  }

  private boolean next(Lexer lexer, AddressLines lines, Entry entry) {
    if (takesLines) {
      lexer.goTo(addressLines(lines, lexer.position()));
    }
    return lexer.next(entry);
  }

  /// Reads the lines from `from` on that are of the plain kind and have nothing special to them.
  ///
  /// @return where the first line starts that is to be read by its tokens
  private int addressLines(AddressLines lines, int from) {
    var at = from;
    var prefix = zone.relativeOctets(origin);
    var room = prefix < 0 ? 0 : DnsName.MAX_OCTETS - origin.length;
    while (room > 0 && zone.hasRoomFor(AddressBatch.MOST_OCTETS)) {
      var next = lines.read(at, room);
      if (next < 0 || !keepLine(lines, prefix)) {
        break;
      }
      at = next;
      if (batch.isFull()) {
        addBatch();
      }
    }
    addBatch();
    return at;
  }

  private void addBatch() {
    if (!batch.isEmpty()) {
      ownerHandle = batch.addTo(zone, places, source, ownerHandle);
    }
  }

  /// Keeps what was read in the batch; returns false when the line needs a second look.
  private boolean keepLine(AddressLines lines, int prefix) {
    var stated = lines.ttlSeconds() != AddressLines.NONE;
    var ttl = stated ? lines.ttlSeconds() : defaultTtl != NO_TTL ? defaultTtl : lastTtl;
    var labels = lines.ownerOctets();
    var octets = 0;
    if (labels > 0) {
      octets = labels + prefix;
      System.arraycopy(origin, 0, batch.names(), batch.nameFrom() + labels, prefix);
      if (repeatsApex(batch.names(), batch.nameFrom(), octets)) {
        return false;
      }
    } else if (batch.isEmpty() && ownerHandle <= NO_OWNER) {
      return false;
    }
    if (ttl == NO_TTL) {
      return false;
    }
    if (stated) {
      lastTtl = ttl;
    }
    batch.keep(octets, lines.type(), ttl, lines.firstWord());
    return true;
  }

  private void fault(int offset, String message, @Nullable String hint) {
    problems.error(place(offset), message, hint);
  }

  private long place(int offset) {
    return generatedAt != ProblemList.NOWHERE ? generatedAt : source.place(offset);
  }

  private void read(Entry entry) throws BadText {
    if (!isDirective(entry)) {
      record(entry);
    } else if (entry.is(0, "$ttl")) {
      checkCount(entry, 2, 2);
      defaultTtl = NumberText.ttlSeconds(entry, 1);
    } else if (entry.is(0, "$origin")) {
      checkCount(entry, 2, 2);
      origin = name(entry, 1);
    } else if (entry.is(0, "$include")) {
      checkCount(entry, 2, 3);
      include(entry);
    } else if (entry.is(0, "$generate")) {
      generate(entry);
    } else {
      throw new BadText(
          entry.offset(0),
          "\"" + entry.text(0) + "\" is no directive",
          "$ORIGIN, $TTL, $INCLUDE or $GENERATE; an owner that starts with $ is written \\$");
    }
  }

  private static boolean isDirective(Entry entry) {
    return !entry.ownerLeftOut() && entry.octets()[entry.offset(0)] == '$';
  }

  private static void checkCount(Entry entry, int least, int most) throws BadText {
    if (entry.count() < least) {
      throw new BadText(entry.offset(least), entry.text(0) + " needs a value");
    }
    if (entry.count() > most) {
      throw new BadText(
          entry.offset(most), "\"" + entry.text(most) + "\" is too much for " + entry.text(0));
    }
  }

  private byte[] name(Entry entry, int token) throws BadText {
    var wire = new byte[2 * DnsName.MAX_OCTETS + 2];
    return Arrays.copyOf(wire, NameText.read(entry, token, origin, wire, 0));
  }

  private void include(Entry entry) throws BadText {
    var outerOrigin = origin;
    var outerOwner = ownerHandle;
    var outerDefault = defaultTtl;
    var outerLast = lastTtl;
    var outerSource = source;
    var innerOrigin = entry.count() > 2 ? name(entry, 2) : origin;
    source = files.openIncluded(outerSource, fileName(entry, 1), entry.offset(1));
    origin = innerOrigin;
    ownerHandle = NO_OWNER;
    read();
    files.close();
    source = outerSource;
    origin = outerOrigin;
    ownerHandle = outerOwner;
    defaultTtl = outerDefault;
    lastTtl = outerLast;
  }

  private static String fileName(Entry entry, int token) throws BadText {
    var octets = new RdataBuffer();
    OctetText.read(entry, token, octets, 4096);
    return new String(octets.octets(), 0, octets.length(), StandardCharsets.UTF_8);
  }

  private void generate(Entry entry) throws BadText {
    if (entry.count() < 5) {
      throw new BadText(
          entry.offset(entry.count()),
          "$GENERATE is not whole",
          "$GENERATE START-STOP[/STEP] OWNER [TTL] [CLASS] TYPE DATA");
    }
    var range = GenerateRange.of(entry, 1);
    if (range.count() > limits.generateRecords() || range.count() > generatedLeft) {
      throw new BadText(
          entry.offset(1),
          "$GENERATE of "
              + range.count()
              + " records; at most "
              + limits.generateRecords()
              + " are allowed, and "
              + GENERATE_TIMES
              + " times that in a zone");
    }
    generatedLeft -= range.count();
    var template = GenerateTemplate.of(entry, 2, isText(entry));
    var outerSource = source;
    var outerOwner = ownerHandle;
    generatedAt = source.place(entry.offset(0));
    try {
      var good = true;
      for (var n = range.start(); good && n <= range.stop(); n += range.step()) {
        var line = template.line(n, entry.offset(0));
        files.charge(line, entry.offset(0));
        good = generated(line, outerSource);
      }
    } finally {
      ownerHandle = outerOwner;
      source = outerSource;
      generatedAt = ProblemList.NOWHERE;
    }
  }

  private static boolean isText(Entry entry) {
    for (var token = 3; token < Math.min(6, entry.count() - 1); token++) {
      var fields = RdataField.of(Math.max(0, TypeText.parse(entry, token)));
      if (fields != null && fields[0] == RdataField.STRINGS) {
        return true;
      }
    }
    return false;
  }

  /// Reads one made line as a record; returns false when it is wrong.
  private boolean generated(byte[] line, Source outer) throws BadText {
    source = outer.withText(line);
    var made = new Entry();
    if (!new Lexer(source, limits.lineOctets(), this::brokenEntry).next(made)) {
      return false;
    }
    try {
      record(made);
      return true;
    } catch (BadText bad) {
      throw new BadText((int) generatedAt, bad.message() + ", in a made record", bad.hint());
    }
  }

  private void record(Entry entry) throws BadText {
    var token = 0;
    if (!entry.ownerLeftOut()) {
      owner(entry);
      token = 1;
    } else if (ownerHandle == NO_OWNER) {
      throw new BadText(
          entry.offset(0),
          "the line starts with a blank, and there is no owner before it",
          "write the owner, \"@\" for the zone itself");
    }
    head.read(entry, token);
    if (head.ttlSeconds() != RecordHead.NONE) {
      lastTtl = head.ttlSeconds();
    }
    rdata.read(head.type(), entry, head.typeToken() + 1, origin);
    if (ownerHandle != BAD_OWNER) {
      add(head.type(), head.ttlSeconds(), entry);
    }
  }

  private void owner(Entry entry) throws BadText {
    ownerHandle = BAD_OWNER;
    requireRoom(0, entry);
    var length = NameText.read(entry, 0, origin, owner, 0);
    var handle = zone.owner(owner, length);
    if (handle == 0) {
      throw new BadText(
          entry.offset(0),
          DnsName.ofWire(owner, 0) + " is not in the zone " + apex,
          "only names of the zone can be owners");
    }
    if (repeatsApex(owner, 0, length - apexWire.length)) {
      problems.warning(
          place(entry.offset(0)),
          "the owner is " + DnsName.ofWire(owner, 0),
          "is a dot missing at its end?");
    }
    ownerHandle = handle;
  }

  /// Whether the labels in front of the apex end in the name of the zone again.
  private boolean repeatsApex(byte[] name, int at, int relativeOctets) {
    var labels = apexWire.length - 1;
    var from = at + relativeOctets - labels;
    return labels > 0
        && from >= at
        && name[from] == apexWire[0]
        && Arrays.equals(name, from, from + labels, apexWire, 0, labels);
  }

  private void add(int type, int statedTtl, Entry entry) throws BadText {
    var buffer = rdata.rdata();
    requireRoom(buffer.length(), entry);
    var ttl = statedTtl != NO_TTL ? statedTtl : implicitTtl(type, buffer, entry);
    var record = zone.add(ownerHandle, type, ttl, buffer.octets(), buffer.length());
    places.add(record, place(entry.offset(0)));
  }

  private void requireRoom(int rdataOctets, Entry entry) throws BadText {
    if (!zone.hasRoomFor(rdataOctets)) {
      throw new BadText(entry.offset(0), "the zone is too large: over 2 GiB");
    }
  }

  private int implicitTtl(int type, RdataBuffer buffer, Entry entry) throws BadText {
    if (defaultTtl != NO_TTL) {
      return defaultTtl;
    }
    if (lastTtl == NO_TTL && type == RecordType.SOA) {
      lastTtl = minimum(buffer);
    }
    if (lastTtl == NO_TTL) {
      throw new BadText(
          entry.offset(0), "the record has no TTL", "put $TTL 3600 at the top of the file");
    }
    return lastTtl;
  }

  private static int minimum(RdataBuffer soa) {
    var value = 0;
    for (var i = soa.length() - 4; i < soa.length(); i++) {
      value = (value << 8) | (soa.octets()[i] & 0xff);
    }
    return Math.max(0, value);
  }
}
