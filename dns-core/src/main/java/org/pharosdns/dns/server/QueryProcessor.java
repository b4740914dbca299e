package org.pharosdns.dns.server;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// The life of a query: octets in, octets out. One instance per event loop; no socket, no clock, no
/// exception inside.
public final class QueryProcessor {
  /// The most octets an answer has, and the room that {@link #process} needs over TCP.
  public static final int MAX_ANSWER_OCTETS = 65_535;

  private final AnswerSource source;
  private final QueryCounters counters;
  private final ChaosAnswers chaos;
  private final Query query;
  private final AnswerWriter writer;
  private final @Nullable RateLimiter limiter;

  /// Creates a processor that limits nobody and ignores cookies.
  public QueryProcessor(
      AnswerSource source, ServerSettings settings, QueryCounters counters, Draw draw) {
    this(source, settings, Policing.NONE, counters, draw);
  }

  /// @param source where the answers come from
  /// @param settings identity, version, payload size
  /// @param policing what all event loops share against floods
  /// @param counters this event loop's own counters
  /// @param draw this event loop's own random numbers
  public QueryProcessor(
      AnswerSource source,
      ServerSettings settings,
      Policing policing,
      QueryCounters counters,
      Draw draw) {
    this.source = source;
    this.counters = counters;
    limiter = policing.limiter();
    chaos = new ChaosAnswers(settings.identity(), settings.version());
    query = new Query(draw);
    writer =
        new AnswerWriter(
            settings.udpPayload(),
            settings.identity(),
            settings.rotate(),
            settings.chainLinks(),
            policing.cookies());
  }

  /// Answers one message.
  ///
  /// @param in holds the message of `inLength` octets at `inOffset`
  /// @param client who asks; its transport decides the size limit
  /// @param nowNanos monotonic time, read after the message was received
  /// @param out takes the answer at `outOffset`; at least {@link #MAX_ANSWER_OCTETS} octets of room
  ///     for TCP, the configured UDP payload for UDP
  /// @return the length of the answer, 0 for no answer
  public int process(
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
    switch (query.opcode()) {
      case Opcode.QUERY, Opcode.NOTIFY, Opcode.UPDATE -> {
        if (parsed == QueryParser.MALFORMED || asksMetaClass()) {
          writer.rcode(Rcode.FORMERR);
        } else {
          dispatch();
        }
      }
      default -> writer.fail(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED);
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
    if (writer.cookieValid()) {
      counters.countCookie();
    }
  }

  /// Whether the answer must not go out at all; one that goes out empty is emptied here.
  private boolean isDropped(RateLimiter limiter) {
    if (writer.cookieValid()) {
      return false;
    }
    var verdict = limiter.judge(query, writer.kind());
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

  private void dispatch() {
    if (query.edns().version() > 0) {
      writer.rcode(Rcode.BADVERS);
    } else if (query.signed()) {
      writer.refuseKey();
    } else if (query.opcode() != Opcode.QUERY) {
      refuseChange();
    } else if (query.recordClass() == RecordClass.IN) {
      answer();
    } else if (query.recordClass() == RecordClass.CH) {
      chaos.answer(query, writer);
    } else {
      writer.fail(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE);
    }
  }

  private void answer() {
    switch (query.type()) {
      case RecordType.AXFR, RecordType.IXFR -> refuseUnlessForeign(source.current());
      default -> source.current().answer(query, writer);
    }
  }

  /// A NOTIFY or UPDATE: its question names a zone by its SOA (RFC 1996 section 3.7, RFC 2136
  /// section 3.1.1).
  private void refuseChange() {
    if (query.type() == RecordType.SOA) {
      refuseUnlessForeign(source.current());
    } else {
      writer.rcode(Rcode.FORMERR);
    }
  }

  private void refuseUnlessForeign(AnswerSource.Answers answers) {
    if (query.recordClass() == RecordClass.IN && answers.isZone(query)) {
      writer.fail(Rcode.REFUSED, ExtendedError.PROHIBITED);
    } else {
      writer.fail(Rcode.NOTAUTH, ExtendedError.NOT_AUTHORITATIVE);
    }
  }
}
