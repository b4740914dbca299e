package org.pharosdns.zone.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Rdata;

/// Walks over the records of a sound zone as they are written, file by file as `$INCLUDE` leads,
/// and tells where each of their parts stands. What `$GENERATE` makes is passed over and noted.
///
/// A flyweight: no object per record. For one thread.
public final class RecordScanner {
  /// In the place of what is not there: a TTL, an offset.
  public static final int NONE = -1;

  /// What the lines so far mean for the ones to come, in one file.
  private static final class Frame {
    private final Source source;
    private final Lexer lexer;
    private byte[] origin;
    private byte[] owner = {};
    private boolean ownerAbsolute;
    private int defaultTtl;
    private int lastTtl;
    private int ordinal = -1;

    Frame(Source source, Lexer lexer, byte[] origin, int defaultTtl, int lastTtl) {
      this.source = source;
      this.lexer = lexer;
      this.origin = origin;
      this.defaultTtl = defaultTtl;
      this.lastTtl = lastTtl;
    }

    void copy(Frame other) {
      origin = other.origin;
      owner = other.owner;
      ownerAbsolute = other.ownerAbsolute;
      defaultTtl = other.defaultTtl;
      lastTtl = other.lastTtl;
      ordinal = other.ordinal;
    }
  }

  private final LoadLimits limits;
  private final ProblemList problems;
  private final ZoneFiles files;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Entry entry = new Entry();
  private final RecordHead head = new RecordHead();
  private final RdataReader rdata = new RdataReader();
  private final List<GenerateLine> generating = new ArrayList<>();
  private final byte[] name = new byte[2 * DnsName.MAX_OCTETS + 2];
  private Frame frame;
  private final Frame beforeLast;
  private int lastBegin = NONE;
  private byte[] ownerBefore = {};
  private int lastTtlBefore;
  private boolean ownerStated;
  private boolean blankOwners;

  private RecordScanner(Frame first, LoadLimits limits, ProblemList problems, ZoneFiles files) {
    this.frame = first;
    this.beforeLast = new Frame(first.source, first.lexer, first.origin, NONE, NONE);
    this.limits = limits;
    this.problems = problems;
    this.files = files;
  }

  /// A zone that cannot be walked over: it has changed, or was never sound.
  public static final class UnsoundException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    UnsoundException(List<Problem> problems) {
      super(String.valueOf(problems));
      this.problems = problems;
    }

    /// Returns what is wrong.
    public List<Problem> problems() {
      return problems;
    }
  }

  /// Opens the files of a zone, before the first record.
  ///
  /// @param drafts octets to take in the place of what a file holds, by its real path
  public static RecordScanner open(
      Path file, DnsName apex, LoadLimits limits, Map<Path, byte[]> drafts)
      throws UnsoundException {
    var problems = new ProblemList(file);
    var files = new ZoneFiles(file, limits, problems, drafts);
    try {
      var source = files.openZone();
      var first = new Frame(source, lexer(source, limits, problems), apex.wire(), NONE, NONE);
      return new RecordScanner(first, limits, problems, files);
    } catch (BadText bad) {
      problems.error(ProblemList.NOWHERE, bad.message(), bad.hint());
      throw new UnsoundException(problems.problems());
    }
  }

  private static Lexer lexer(Source source, LoadLimits limits, ProblemList problems) {
    return new Lexer(
        source,
        limits.lineOctets(),
        (offset, message, hint) -> problems.error(source.place(offset), message, hint));
  }

  /// Goes to the next record; returns false behind the last one.
  public boolean next() throws UnsoundException {
    try {
      while (true) {
        if (frame.lexer.next(entry)) {
          if (isRecord()) {
            record();
            return true;
          }
          directive();
        } else if (frames.isEmpty()) {
          return false;
        } else {
          files.close();
          frame = frames.pop();
        }
      }
    } catch (BadText bad) {
      throw unsound(bad);
    }
  }

  /// Goes to the next record, but passes over such as have none of the owners that `filter` knows
  /// where that shows without reading them. The record behind one with such an owner is never
  /// passed over. Where no `$TTL` is in force nothing is passed over, for any TTL may matter.
  public boolean next(OwnerFilter filter) throws UnsoundException {
    if (frame.defaultTtl != NONE && !filter.mayBe(frame.owner)) {
      passOver(filter);
    }
    return next();
  }

  private void passOver(OwnerFilter filter) throws UnsoundException {
    var skim = new Skim(frame.source.octets(), frame.lexer.position(), filter);
    skim.run();
    if (skim.records() == 0) {
      frame.lexer.goTo(skim.position());
      return;
    }
    blankOwners |= skim.blankOwners();
    frame.ordinal += skim.records();
    try {
      if (frame.source.index() == 0) {
        lastBegin = skim.lastRecord();
        takeOwner(skim.ownerBeforeLast());
        beforeLast.copy(frame);
        beforeLast.ordinal--;
      }
      takeOwner(skim.owner());
    } catch (BadText bad) {
      throw unsound(bad);
    }
    frame.lexer.goTo(skim.position());
  }

  /// Takes the owner that is written at `line`, if there is one.
  private void takeOwner(int line) throws BadText {
    if (line != NONE) {
      frame.lexer.goTo(line);
      frame.lexer.next(entry);
      stateOwner();
    }
  }

  /// Goes to a line of the zone file as if those above it had left `owner` and `defaultTtl`.
  public void goTo(int line, DnsName origin, @Nullable DnsName owner, int defaultTtl) {
    frame.origin = origin.wire();
    frame.owner = owner == null ? new byte[0] : owner.wire();
    frame.defaultTtl = defaultTtl;
    frame.lexer.goTo(line);
  }

  private UnsoundException unsound(BadText bad) {
    problems.error(frame.source.place(bad.offset()), bad.message(), bad.hint());
    return new UnsoundException(problems.problems());
  }

  /// Goes back to the last record of the zone file itself, once there is no next one; returns false
  /// when all its records are in included files.
  public boolean lastOfZoneFile() throws UnsoundException {
    if (lastBegin == NONE) {
      return false;
    }
    frame = beforeLast;
    frame.lexer.goTo(lastBegin);
    return next();
  }

  private boolean isRecord() {
    return entry.ownerLeftOut() || entry.octets()[entry.offset(0)] != '$';
  }

  private void record() throws BadText {
    if (frame.source.index() == 0) {
      lastBegin = entry.begin();
      beforeLast.copy(frame);
    }
    ownerBefore = frame.owner;
    lastTtlBefore = frame.lastTtl;
    ownerStated = !entry.ownerLeftOut();
    blankOwners |= !ownerStated;
    if (ownerStated) {
      stateOwner();
    }
    head.read(entry, ownerStated ? 1 : 0);
    frame.ordinal++;
    if (head.ttlSeconds() != RecordHead.NONE) {
      frame.lastTtl = head.ttlSeconds();
    } else if (usesLastTtl() && frame.lastTtl == NONE && head.type() == RecordType.SOA) {
      readData();
      frame.lastTtl = minimum(rdata.rdata().copy(0));
    }
  }

  private void stateOwner() throws BadText {
    var length = NameText.read(entry, 0, frame.origin, name, 0);
    if (!sameOctets(frame.owner, name, length)) {
      frame.owner = Arrays.copyOf(name, length);
    }
    frame.ownerAbsolute = entry.octets()[entry.to(0) - 1] == '.';
  }

  private static boolean sameOctets(byte[] owner, byte[] name, int length) {
    return Arrays.equals(owner, 0, owner.length, name, 0, length);
  }

  private static int minimum(byte[] soa) {
    var value = 0;
    for (var i = soa.length - 4; i < soa.length; i++) {
      value = (value << 8) | (soa[i] & 0xff);
    }
    return Math.max(0, value);
  }

  private void directive() throws BadText {
    if (entry.is(0, "$ttl") && entry.count() > 1) {
      frame.defaultTtl = NumberText.ttlSeconds(entry, 1);
    } else if (entry.is(0, "$origin") && entry.count() > 1) {
      frame.origin = nameAt(1);
    } else if (entry.is(0, "$include") && entry.count() > 1) {
      include();
    } else if (entry.is(0, "$generate")) {
      generating.add(
          new GenerateLine(frame.source, entry.begin(), DnsName.ofWire(frame.origin, 0)));
    }
  }

  private byte[] nameAt(int token) throws BadText {
    return Arrays.copyOf(name, NameText.read(entry, token, frame.origin, name, 0));
  }

  private void include() throws BadText {
    var octets = new RdataBuffer();
    OctetText.read(entry, 1, octets, 4096);
    var file = new String(octets.octets(), 0, octets.length(), StandardCharsets.UTF_8);
    var origin = entry.count() > 2 ? nameAt(2) : frame.origin;
    var source = files.openIncluded(frame.source, file, entry.offset(1));
    frames.push(frame);
    frame =
        new Frame(source, lexer(source, limits, problems), origin, frame.defaultTtl, frame.lastTtl);
  }

  /// Returns an error at each `$GENERATE` line for each owner at which it makes records.
  ///
  /// @param messages by owner
  public List<Problem> problemsOfGenerating(Map<DnsName, String> messages, String hint) {
    for (var line : generating) {
      for (var owner : line.makesOf(messages.keySet())) {
        var message = Objects.requireNonNull(messages.get(owner));
        problems.error(line.source().place(line.begin()), message, hint);
      }
    }
    return problems.problems();
  }

  /// Returns every file opened so far, the zone file first.
  public List<ZoneFile> files() {
    return files.files();
  }

  /// Returns the index of the record's file in {@link #files}.
  public int file() {
    return frame.source.index();
  }

  /// Returns the number of the record within its file, from 0.
  public int ordinal() {
    return frame.ordinal;
  }

  /// Returns the record's file.
  public ZoneFile source() {
    return files.files().get(frame.source.index());
  }

  /// Returns where the first line of the record starts.
  public int begin() {
    return entry.begin();
  }

  /// Returns where the line behind the record starts, or the end of the file.
  public int end() {
    return Math.min(entry.end() + 1, frame.source.octets().length);
  }

  /// Returns the owner in wire form; not to be written.
  public byte[] owner() {
    return frame.owner;
  }

  /// Returns whether a record so far took its owner from a line above.
  public boolean blankOwners() {
    return blankOwners;
  }

  /// Returns whether records so far are made by `$GENERATE`.
  public boolean generates() {
    return !generating.isEmpty();
  }

  /// Returns whether the owner was written with a final dot.
  public boolean ownerAbsolute() {
    return frame.ownerAbsolute;
  }

  /// Returns the owner that a blank would have stood for here; empty when there was none.
  public byte[] ownerBefore() {
    return ownerBefore;
  }

  /// Returns the origin in force, in wire form; not to be written.
  public byte[] origin() {
    return frame.origin;
  }

  /// Returns the TTL of `$TTL`, or {@link #NONE}.
  public int defaultTtl() {
    return frame.defaultTtl;
  }

  /// Returns the last TTL stated before this record, or {@link #NONE}.
  public int lastTtlBefore() {
    return lastTtlBefore;
  }

  /// Returns the last TTL stated up to this record, or {@link #NONE}.
  public int lastTtl() {
    return frame.lastTtl;
  }

  /// Whether the record takes the last TTL stated.
  public boolean usesLastTtl() {
    return head.ttlSeconds() == RecordHead.NONE && frame.defaultTtl == NONE;
  }

  /// Returns the TTL of the record.
  public int ttlSeconds() {
    if (head.ttlSeconds() != RecordHead.NONE) {
      return head.ttlSeconds();
    }
    return frame.defaultTtl != NONE ? frame.defaultTtl : frame.lastTtl;
  }

  /// Returns the type of the record.
  public int type() {
    return head.type();
  }

  /// Returns the RDATA in wire form, made anew.
  public Rdata rdata() throws UnsoundException {
    try {
      readData();
      return Rdata.of(rdata.rdata().copy(0));
    } catch (BadText bad) {
      throw unsound(bad);
    }
  }

  private void readData() throws BadText {
    rdata.read(head.type(), entry, head.typeToken() + 1, frame.origin);
  }

  /// Returns where the owner starts and ends, or null where a blank stands for it.
  public @Nullable Span ownerSpan() {
    return ownerStated ? span(0, 0) : null;
  }

  /// Returns where the TTL starts and ends, or null where none is stated.
  public @Nullable Span ttlSpan() {
    return head.ttlToken() == RecordHead.NONE ? null : span(head.ttlToken(), head.ttlToken());
  }

  /// Returns where the class starts and ends, or null where none is stated.
  public @Nullable Span classSpan() {
    return head.classToken() == RecordHead.NONE ? null : span(head.classToken(), head.classToken());
  }

  /// Returns where the type starts and ends.
  public Span typeSpan() {
    return span(head.typeToken(), head.typeToken());
  }

  /// Returns where the data starts and ends: from its first word to its last, quotes included.
  public Span dataSpan() {
    return span(head.typeToken() + 1, entry.count() - 1);
  }

  /// Returns where each word of the data starts and ends, quotes included.
  public List<Span> dataSpans() {
    var spans = new Span[entry.count() - head.typeToken() - 1];
    Arrays.setAll(spans, i -> span(head.typeToken() + 1 + i, head.typeToken() + 1 + i));
    return List.of(spans);
  }

  private Span span(int first, int last) {
    return new Span(entry.offset(first), entry.to(last) + (entry.quoted(last) ? 1 : 0));
  }

  /// A stretch of octets: the first one, and the one behind the last.
  public record Span(int from, int to) {}
}
