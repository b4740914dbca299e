package org.pharosdns.dns.answer;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.tsig.TsigResponse;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// Puts an answer behind the client's own question. Owned by one event loop.
///
/// Sections are written in order: answer (aliases first), authority, additional. What does not fit
/// is left out by whole RRsets and sets TC, except additional addresses that are only a courtesy.
/// Records are placed under {@link #owner()}, which starts as the name asked about and moves along
/// aliases.
public final class AnswerWriter {
  private static final int MIN_UDP_OCTETS = 512;
  private static final int MAX_TCP_OCTETS = 65_535;
  private static final int POINTER = 0xc000;
  private static final int MAX_POINTER = 0x3fff;
  private static final int POINTER_OCTETS = 2;

  /// Behind this no alias is followed: everything pointed at must start within 14 bits.
  private static final int MAX_CHAIN_OCTETS = 12_000;

  private final int udpPayload;
  private final boolean rotate;
  private final OptWriter opt;
  private final AliasChain chain;
  private final AnswerOwner owner = new AnswerOwner();

  private Query query = new Query(new Draw(0));
  private byte[] out = new byte[0];
  private int start;
  private int position;
  private int limit;
  private int end;
  private int flags;
  private int rcode;
  private int extendedError;
  private @Nullable TsigResponse tsig;
  private int clientScope;
  private long zoneHash;
  private boolean dismissed;
  private int answers;
  private int authorities;
  private int additionals;
  private int setStart;
  private int setRecords;

  /// Creates a writer that ignores cookies.
  public AnswerWriter(int udpPayload, @Nullable String identity, boolean rotate, int chainLinks) {
    this(udpPayload, identity, rotate, chainLinks, 10_000, null);
  }

  /// Creates a writer with the settings of a server.
  ///
  /// @param udpPayload the largest UDP answer, at least 512 octets
  /// @param identity sent as NSID (RFC 5001), at most 128 octets of UTF-8; null for none
  /// @param rotate whether A and AAAA RRsets start at a random record
  /// @param chainLinks the most aliases followed in one answer, at least 1
  /// @param tcpIdleMillis what clients that ask are told of how long a connection may be silent
  ///     (RFC
  ///     7828)
  /// @param cookies null: cookies are ignored
  public AnswerWriter(
      int udpPayload,
      @Nullable String identity,
      boolean rotate,
      int chainLinks,
      long tcpIdleMillis,
      @Nullable ServerCookies cookies) {
    this.udpPayload = udpPayload;
    this.rotate = rotate;
    opt = new OptWriter(identity, udpPayload, tcpIdleMillis, cookies);
    chain = new AliasChain(chainLinks);
  }

  /// Starts the answer to `query` at `offset` of `out`: header, question as the client wrote it.
  public void begin(Query query, byte[] out, int offset) {
    this.query = query;
    this.out = out;
    start = offset;
    flags = Header.QR | (query.flags() & (Header.OPCODE_MASK | Header.RD | Header.CD));
    rcode = Rcode.NOERROR;
    extendedError = ExtendedError.NONE;
    tsig = null;
    clientScope = 0;
    zoneHash = 0;
    dismissed = false;
    opt.judgeCookie(query);
    end = maxOctets();
    limit = end - opt.octets(query);
    chain.begin();
    owner.begin(query.name());
    position = Header.OCTETS + query.questionOctets();
    System.arraycopy(
        query.message(),
        query.offset() + Header.OCTETS,
        out,
        start + Header.OCTETS,
        query.questionOctets());
    answers = 0;
    authorities = 0;
    additionals = 0;
  }

  private int maxOctets() {
    if (query.client().transport() == Client.Transport.TCP) {
      return MAX_TCP_OCTETS;
    }
    return query.edns().present()
        ? Math.max(MIN_UDP_OCTETS, Math.min(udpPayload, query.edns().udpPayload()))
        : MIN_UDP_OCTETS;
  }

  /// The name under which records are placed right now.
  public HashedName owner() {
    return owner.name();
  }

  /// Whether the owner is still the name asked about.
  public boolean isFirstOwner() {
    return chain.isEmpty();
  }

  /// Sets or clears AA.
  public void authoritative(boolean authoritative) {
    flags = authoritative ? flags | Header.AA : flags & ~Header.AA;
  }

  /// Sets the RCODE, 0 to 4095; NOERROR unless set.
  public void rcode(int rcode) {
    this.rcode = rcode;
  }

  /// Sets the extended error (RFC 8914) that clients with EDNS get; {@link ExtendedError#NONE}
  /// leaves what was said before, of an alias on the way.
  public void extendedError(int code) {
    if (code != ExtendedError.NONE) {
      extendedError = code;
    }
  }

  /// Says that something placed holds only for the client's network of `bits`; the narrowest such
  /// network is the scope that clients with a subnet option (RFC 7871) get. 0 says nothing.
  public void clientScope(int bits) {
    clientScope = Math.max(clientScope, bits);
  }

  /// Answers with an RCODE and an extended error and no records at all, whatever was placed.
  public void fail(int rcode, int extendedError) {
    this.rcode = rcode;
    this.extendedError = extendedError;
    clientScope = 0;
    flags &= ~(Header.AA | Header.TC);
    position = Header.OCTETS + query.questionOctets();
    answers = 0;
    authorities = 0;
    additionals = 0;
  }

  /// Ends the answer with that TSIG record (RFC 8945 section 5.3) and keeps room for it; to be said
  /// before any record is placed. Where there is no room at all, the answer is TC without it.
  public void sign(TsigResponse response) {
    if (response.octets() > limit - position) {
      flags |= Header.TC;
      return;
    }
    tsig = response;
    end -= response.octets();
    limit -= response.octets();
  }

  /// Answers with nothing but TC: whoever really asked comes back over TCP. A client with a cookie
  /// is told to use the one in this answer instead (RFC 7873 section 5.2.3).
  public void dismiss() {
    fail(rcode, ExtendedError.NONE);
    dismissed = true;
    tsig = null;
    if (opt.sendsCookie(query)) {
      rcode = Rcode.BADCOOKIE;
    } else {
      flags |= Header.TC;
    }
  }

  /// Whether the query proves by its cookie who it comes from.
  public boolean cookieValid() {
    return opt.cookieValid(query);
  }

  /// Returns how long the answer is so far, with its OPT record, which may get an extended error
  /// yet, and its TSIG record.
  public int octets() {
    return position + end - limit + (tsig == null ? 0 : tsig.octets());
  }

  /// Returns what kind of answer this is: equal for equal RCODEs, answers, referrals, and for
  /// negative answers of the same zone.
  public long kind() {
    return zoneHash ^ (rcode << 2 | (answers > 0 ? 2 : 0) | (authorities > 0 ? 1 : 0));
  }

  /// Whether TC is set.
  public boolean truncated() {
    return (flags & Header.TC) != 0;
  }

  /// The RCODE set so far.
  public int rcode() {
    return rcode;
  }

  /// Places the answer of a block that is not steered, then the addresses of the hosts it names. A
  /// DNAME that led here stands in the message already.
  public void answer(byte[] arena, int block) {
    var body = position;
    if (AnswerBlock.type(arena, block) == RecordType.DNAME
        && chain.positionOf(owner.name().hash(0)) != 0) {
      return;
    }
    if (placeAnswer(arena, block, 0)) {
      placeAdditionals(arena, block, body, 0);
    }
  }

  /// Places the CNAME of a block and moves to its target.
  ///
  /// @return whether the target is to be looked up: it fits, is new, and the limit is not reached
  public boolean alias(byte[] arena, int block) {
    var record = position;
    return placeAnswer(arena, block, 0) && follow(record);
  }

  /// Places a compiled answer as {@link #answer(byte[], int)} does, no TTL of the answer section
  /// above `maxTtlSeconds`.
  public void answer(byte[] arena, int block, int maxTtlSeconds) {
    var first = position;
    answer(arena, block);
    if (position > first) {
      capTtls(first, AnswerBlock.records(arena, block), maxTtlSeconds);
    }
  }

  /// Places the CNAME of a block as {@link #alias(byte[], int)} does, its TTL at most
  /// `maxTtlSeconds`.
  public boolean alias(byte[] arena, int block, int maxTtlSeconds) {
    var record = position;
    var followed = alias(arena, block);
    if (position > record) {
      capTtls(record, 1, maxTtlSeconds);
    }
    return followed;
  }

  private void capTtls(int first, int records, int maxTtlSeconds) {
    var at = start + first;
    for (var i = 0; i < records; i++) {
      Octets.putI32(out, at + 6, Math.min(Octets.i32(out, at + 6), maxTtlSeconds));
      at += AnswerBlock.RECORD_FIXED_OCTETS + Octets.u16(out, at + 10);
    }
  }

  /// Places the DNAME of a block under the suffix of the owner that starts with `label`, unless it
  /// stands there already, and the CNAME made from it (RFC 6672 section 3.1); moves to its target.
  /// When the target is too long, the RCODE is YXDOMAIN.
  ///
  /// @return as {@link #alias}
  public boolean redirect(byte[] arena, int block, int label) {
    var redirector = owner.name().hash(label);
    var rdata = chain.positionOf(redirector);
    if (rdata == 0) {
      rdata = position + AnswerBlock.RECORD_FIXED_OCTETS;
      if (!placeAnswer(arena, block, label)) {
        return false;
      }
      chain.redirected(redirector, rdata);
    }
    var targetOctets = Octets.u16(out, start + rdata - 2);
    if (owner.name().offset(label) + targetOctets > DnsName.MAX_OCTETS) {
      rcode = Rcode.YXDOMAIN;
      return false;
    }
    var record = position;
    return placeSynthesized(label, rdata, targetOctets) && follow(record);
  }

  private boolean placeSynthesized(int label, int dnameRdata, int targetOctets) {
    var prefixOctets = owner.name().offset(label);
    var suffixOctets = targetOctets == 1 ? 1 : POINTER_OCTETS;
    var octets = AnswerBlock.RECORD_FIXED_OCTETS + prefixOctets + suffixOctets;
    if (octets > limit - position) {
      flags |= Header.TC;
      return false;
    }
    var ttlSeconds = Octets.i32(out, start + dnameRdata - 6);
    putFixed(RecordType.CNAME, RecordClass.IN, ttlSeconds, prefixOctets + suffixOctets);
    var at = start + position + AnswerBlock.RECORD_FIXED_OCTETS;
    for (var i = 0; i < label; i++) {
      var from = start + owner.position(i);
      var labelOctets = 1 + out[from];
      System.arraycopy(out, from, out, at, labelOctets);
      at += labelOctets;
    }
    if (targetOctets == 1) {
      out[at] = 0;
    } else {
      Octets.putU16(out, at, POINTER | dnameRdata);
    }
    position += octets;
    answers++;
    return true;
  }

  private boolean follow(int record) {
    var from = owner.name().hash(0);
    owner.follow(out, start, record + AnswerBlock.RECORD_FIXED_OCTETS);
    return chain.follow(from, owner.name().hash(0)) && position < MAX_CHAIN_OCTETS;
  }

  /// Places the SOA of a block for a negative answer (RFC 2308 section 3) under the owner's suffix
  /// of `apexLabels` labels, its TTL at most `maxTtlSeconds`.
  public void negative(byte[] arena, int block, int apexLabels, int maxTtlSeconds) {
    var ttl = start + position + 6;
    var apexLabel = owner.name().labels() - apexLabels;
    zoneHash = owner.name().hash(apexLabel);
    if (!place(arena, block, apexLabel, 0)) {
      flags |= Header.TC;
      return;
    }
    authorities++;
    Octets.putI32(out, ttl, Math.min(Octets.i32(out, ttl), maxTtlSeconds));
  }

  /// Places the NS RRset of a block in the authority section under the owner's suffix that starts
  /// with `label`, then the addresses of the servers. TC when the addresses of servers inside the
  /// delegated zone do not fit (RFC 9471 section 3).
  public void referral(byte[] arena, int block, int label) {
    var body = position;
    if (!place(arena, block, label, 0)) {
      flags |= Header.TC;
      return;
    }
    authorities += AnswerBlock.records(arena, block);
    placeAdditionals(arena, block, body, label);
  }

  /// Starts an answer RRset that is given record by record.
  public void beginRRset() {
    setStart = position;
    setRecords = 0;
  }

  /// Adds a record under the owner.
  public void record(int type, int recordClass, int ttlSeconds, byte[] rdata) {
    var octets = AnswerBlock.RECORD_FIXED_OCTETS + rdata.length;
    if (octets > limit - position) {
      flags |= Header.TC;
      return;
    }
    putFixed(type, recordClass, ttlSeconds, rdata.length);
    System.arraycopy(
        rdata, 0, out, start + position + AnswerBlock.RECORD_FIXED_OCTETS, rdata.length);
    position += octets;
    setRecords++;
  }

  /// Ends the RRset; if one of its records did not fit, none of them stays.
  public void endRRset() {
    if (truncated()) {
      position = setStart;
    } else {
      answers += setRecords;
    }
  }

  private void putFixed(int type, int recordClass, int ttlSeconds, int rdataOctets) {
    var at = start + position;
    Octets.putU16(out, at, owner.pointer(0));
    Octets.putI32(out, at + 2, type << 16 | recordClass);
    Octets.putI32(out, at + 6, ttlSeconds);
    Octets.putU16(out, at + 10, rdataOctets);
  }

  private boolean placeAnswer(byte[] arena, int block, int label) {
    var records = AnswerBlock.records(arena, block);
    var rotates = rotate && records > 1 && RecordType.isAddress(AnswerBlock.type(arena, block));
    if (!place(arena, block, label, rotates ? (int) query.draw().below(records) : 0)) {
      flags |= Header.TC;
      return false;
    }
    answers += records;
    return true;
  }

  /// Copies the body of a block, starting with record `first`, and fills in its pointers.
  ///
  /// @param first other than 0 only where all records have the same size
  /// @return whether it fits
  private boolean place(byte[] arena, int block, int label, int first) {
    var octets = AnswerBlock.bodyOctets(arena, block);
    if (octets > limit - position) {
      return false;
    }
    var pointer = owner.pointer(label);
    placeRecords(arena, block, pointer, first);
    var fixups = AnswerBlock.fixups(arena, block);
    for (var i = 0; i < fixups; i++) {
      var fixup = AnswerBlock.fixupAt(arena, block, i);
      var meaning = Octets.u16(arena, fixup + 2);
      Octets.putU16(out, start + position + Octets.u16(arena, fixup), pointerOf(meaning, pointer));
    }
    position += octets;
    return true;
  }

  private int pointerOf(int meaning, int ownerPointer) {
    if (meaning == 0) {
      return ownerPointer;
    }
    return meaning < AnswerBlock.BODY_TARGET
        ? owner.pointerToLast(meaning)
        : POINTER | position + meaning - AnswerBlock.BODY_TARGET;
  }

  private void placeRecords(byte[] arena, int block, int ownerPointer, int first) {
    var octets = AnswerBlock.bodyOctets(arena, block);
    var records = AnswerBlock.records(arena, block);
    var body = AnswerBlock.body(arena, block);
    var at = start + position;
    if (first == 0) {
      System.arraycopy(arena, body, out, at, octets);
    } else {
      var skipped = octets / records * first;
      System.arraycopy(arena, body + skipped, out, at, octets - skipped);
      System.arraycopy(arena, body, out, at + octets - skipped, skipped);
    }
    for (var i = 0; i < records; i++) {
      Octets.putU16(out, at, ownerPointer);
      at += AnswerBlock.RECORD_FIXED_OCTETS + Octets.u16(out, at + 10);
    }
  }

  private void placeAdditionals(byte[] arena, int block, int body, int label) {
    var count = AnswerBlock.additionals(arena, block);
    for (var i = 0; i < count; i++) {
      var reference = AnswerBlock.additionalAt(arena, block, i);
      var target = Octets.i32(arena, reference + 2);
      var name = Octets.u16(arena, reference);
      var at = name == AnswerBlock.OWNER_IS_TARGET ? owner.position(label) : body + name;
      if (target != 0 && at <= MAX_POINTER) {
        placeAdditional(arena, target & ~AnswerBlock.REQUIRED, at, target < 0);
      }
    }
  }

  private void placeAdditional(byte[] arena, int block, int ownerPosition, boolean required) {
    var octets = AnswerBlock.bodyOctets(arena, block);
    if (octets <= limit - position) {
      placeRecords(arena, block, POINTER | ownerPosition, 0);
      position += octets;
      additionals += AnswerBlock.records(arena, block);
    } else if (required) {
      flags |= Header.TC;
    }
  }

  /// Ends the answer with OPT and TSIG where they belong and fills in the header.
  ///
  /// @return the length of the message in octets
  public int finish() {
    if (query.edns().present()) {
      opt.begin(rcode, extendedError, clientScope, dismissed);
      position = opt.write(query, out, start + position, start + end) - start;
      additionals++;
    }
    Octets.putU16(out, start + Header.ID, query.id());
    Octets.putU16(out, start + Header.FLAGS, flags | (rcode & 0xf));
    Octets.putU16(out, start + Header.QUESTIONS, query.questionOctets() > 0 ? 1 : 0);
    Octets.putU16(out, start + Header.ANSWERS, answers);
    Octets.putU16(out, start + Header.AUTHORITIES, authorities);
    Octets.putU16(out, start + Header.ADDITIONALS, additionals);
    return tsig == null ? position : tsig.append(out, start, position);
  }
}
