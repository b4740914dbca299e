package org.pharosdns.dns.server;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tsig.TsigOutcome;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// The life of a query: octets in, octets out. One instance per event loop; no socket, no clock, no
/// exception inside.
public final class QueryProcessor implements MessageProcessor {
  /// The most octets an answer has, and the room that {@link #process} needs over TCP.
  public static final int MAX_ANSWER_OCTETS = 65_535;

  private final AnswerSource.Answers answers;
  private final QueryCounters counters;
  private final ChaosAnswers chaos;
  private final Query query;
  private final HashedName foreseen = new HashedName();
  private final AnswerWriter writer;
  private final TsigVerifier tsig;
  private final ZoneRequests requests;
  private @Nullable TsigSigner signer;
  private final @Nullable RateLimiter limiter;
  private final boolean givesCookies;
  private final @Nullable Tap tap;

  /// Creates a processor that limits nobody, ignores cookies, knows no key, and takes neither
  /// transfers nor updates.
  public QueryProcessor(
      AnswerSource source, ServerSettings settings, QueryCounters counters, Draw draw) {
    this(source, settings, Policing.NONE, counters, draw);
  }

  /// Creates a processor that knows no key and takes neither transfers nor updates.
  public QueryProcessor(
      AnswerSource source,
      ServerSettings settings,
      Policing policing,
      QueryCounters counters,
      Draw draw) {
    this(source, settings, policing, counters, draw, TsigVerifier.NONE, ZoneRequests.NONE, null);
  }

  /// @param source where the answers come from
  /// @param settings identity, version, payload size
  /// @param policing what all event loops share against floods
  /// @param counters this event loop's own counters
  /// @param draw this event loop's own random numbers
  /// @param tsig knows the keys of signed messages
  /// @param requests carries out transfers and updates
  /// @param tap is shown every message with its answer; null: nobody watches
  public QueryProcessor(
      AnswerSource source,
      ServerSettings settings,
      Policing policing,
      QueryCounters counters,
      Draw draw,
      TsigVerifier tsig,
      ZoneRequests requests,
      @Nullable Tap tap) {
    answers = source.answers();
    this.tsig = tsig;
    this.requests = requests;
    this.tap = tap;
    this.counters = counters;
    limiter = policing.limiter();
    givesCookies = policing.cookies() != null;
    chaos = new ChaosAnswers(settings.identity(), settings.version());
    query = new Query(draw);
    writer =
        new AnswerWriter(
            settings.udpPayload(),
            settings.identity(),
            settings.rotate(),
            settings.chainLinks(),
            settings.tcpIdleMillis(),
            policing.cookies());
  }

  @Override
  public int process(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset) {
    var length = answer(in, inOffset, inLength, client, nowNanos, out, outOffset);
    if (tap != null) {
      tap.saw(in, inOffset, inLength, client, nowNanos, out, outOffset, length);
    }
    return Math.max(0, length);
  }

  @Override
  public boolean looksAhead() {
    return answers.looksAhead();
  }

  @Override
  public void foresee(byte[] in, int inOffset, int inLength) {
    if (foreseen.setFromWire(in, inOffset + Header.OCTETS, inOffset + inLength)) {
      answers.foresee(foreseen);
    }
  }

  @Override
  public void fetch() {
    answers.fetch();
  }

  /// As {@link #process}, but {@link Tap#LATER} for an answer that follows later.
  private int answer(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset) {
    counters.countQuery(client);
    var parsed = QueryParser.parse(query, in, inOffset, inLength, client, nowNanos);
    if (parsed == QueryParser.SILENCE) {
      counters.countSilence();
      return 0;
    }
    writer.begin(query, out, outOffset);
    countQuestion();
    if (settle(parsed)) {
      return Tap.LATER;
    }
    if (limiter != null && client.transport() == Client.Transport.UDP && isDropped(limiter)) {
      counters.countWithheld();
      return 0;
    }
    var length = writer.finish();
    counters.countAnswer(writer.rcode(), writer.truncated(), length);
    return length;
  }

  private void countQuestion() {
    if (query.questionOctets() > 0) {
      counters.countQuestion(query.type());
    }
    if (givesCookies && query.edns().cookieOctets() > 0) {
      counters.countCookie(cookie());
    }
  }

  private QueryCounters.Cookie cookie() {
    if (writer.cookieValid()) {
      return QueryCounters.Cookie.VALID;
    }
    return query.edns().hasServerCookie() ? QueryCounters.Cookie.INVALID : QueryCounters.Cookie.NEW;
  }

  /// Decides what the answer is. What a message of an unknown opcode should look like is unknown
  /// too.
  ///
  /// @return whether the request was taken over instead, to be answered later
  private boolean settle(int parsed) {
    signer = null;
    var isKnown = isKnownOpcode();
    if (isKnown && parsed == QueryParser.MALFORMED) {
      writer.rcode(Rcode.FORMERR);
    } else if (isKnown && parsed == QueryParser.PARSED && !asksMetaClass()) {
      return dispatch();
    } else if (query.edns().version() > 0) {
      writer.rcode(Rcode.BADVERS);
    } else if (!isKnown) {
      writer.fail(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED);
    } else {
      writer.rcode(asksForCookie(parsed) ? Rcode.NOERROR : Rcode.FORMERR);
    }
    return false;
  }

  private boolean isKnownOpcode() {
    return switch (query.opcode()) {
      case Opcode.QUERY, Opcode.NOTIFY, Opcode.UPDATE -> true;
      default -> false;
    };
  }

  private boolean asksForCookie(int parsed) {
    return parsed == QueryParser.COOKIE_ONLY && givesCookies && query.opcode() == Opcode.QUERY;
  }

  /// Whether the answer must not go out at all; one that goes out empty is emptied here.
  private boolean isDropped(RateLimiter limiter) {
    if (signer != null || writer.cookieValid()) {
      return false;
    }
    var verdict = limiter.judge(query, writer.kind(), writer.octets() - query.octets());
    if (verdict == RateLimiter.Verdict.PASS) {
      return false;
    }
    counters.countLimited();
    if (limiter.logsOnly()) {
      return false;
    }
    if (verdict == RateLimiter.Verdict.SLIP) {
      writer.dismiss();
    }
    return verdict == RateLimiter.Verdict.DROP;
  }

  /// Classes that no zone can have, in a question.
  private boolean asksMetaClass() {
    return switch (query.recordClass()) {
      case 0, RecordClass.NONE, RecordClass.ANY -> true;
      default -> false;
    };
  }

  /// As {@link #settle}.
  private boolean dispatch() {
    if (query.signed() && !verified()) {
      return false;
    }
    if (query.edns().version() > 0) {
      writer.rcode(Rcode.BADVERS);
    } else if (query.opcode() != Opcode.QUERY) {
      return change();
    } else if (query.recordClass() == RecordClass.IN) {
      return answer();
    } else if (query.recordClass() == RecordClass.CH) {
      chaos.answer(query, writer);
    } else {
      writer.fail(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE);
    }
    return false;
  }

  /// Checks the signature, and has the answer signed.
  private boolean verified() {
    switch (tsig.verify(query)) {
      case TsigOutcome.Good good -> {
        signer = good.signer();
        writer.sign(good.signer());
        return true;
      }
      case TsigOutcome.Rejected rejected -> {
        writer.fail(Rcode.NOTAUTH, ExtendedError.NONE);
        writer.sign(rejected.response());
      }
      case TsigOutcome.Malformed _ -> writer.rcode(Rcode.FORMERR);
    }
    return false;
  }

  private boolean answer() {
    switch (query.type()) {
      case RecordType.AXFR, RecordType.IXFR -> {
        return handOver();
      }
      default -> answers.answer(query, writer);
    }
    return false;
  }

  /// A NOTIFY or UPDATE: its question names a zone by its SOA (RFC 1996 section 3.7, RFC 2136
  /// section 3.1.1). We are the primary of our zones and take no NOTIFY.
  private boolean change() {
    if (query.type() != RecordType.SOA) {
      writer.rcode(Rcode.FORMERR);
      return false;
    }
    if (query.opcode() == Opcode.UPDATE) {
      return handOver();
    }
    if (isOurs()) {
      writer.fail(Rcode.REFUSED, ExtendedError.PROHIBITED);
    }
    return false;
  }

  /// Hands what concerns a whole zone to those who may take their time.
  private boolean handOver() {
    if (!isOurs()) {
      return false;
    }
    switch (requests.take(query, signer)) {
      case TAKEN -> {
        return true;
      }
      case SOA_ALONE -> answers.soa(query, writer);
      case NOT_OVER_UDP -> writer.fail(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED);
      case REFUSED -> writer.fail(Rcode.REFUSED, ExtendedError.PROHIBITED);
      case BUSY -> writer.fail(Rcode.SERVFAIL, ExtendedError.NOT_READY);
    }
    return false;
  }

  private boolean isOurs() {
    if (query.recordClass() == RecordClass.IN && answers.isZone(query)) {
      return true;
    }
    writer.fail(Rcode.NOTAUTH, ExtendedError.NOT_AUTHORITATIVE);
    return false;
  }
}
