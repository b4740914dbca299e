package org.pharosdns.dns.query;

import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// Reads a message into a {@link Query}: every octet in bounds, every count kept, no exception, no
/// allocation, time linear in the length.
///
/// One question with an uncompressed name is read, or none; all other records are walked over, but
/// for OPT and TSIG in the additional section. Octets behind the last record are ignored.
public final class QueryParser {
  /// No answer may be sent: a response, or fewer than twelve octets.
  public static final int SILENCE = 0;

  /// The answer is FORMERR.
  public static final int MALFORMED = 1;

  /// All is well-formed.
  public static final int PARSED = 2;

  /// There is no question but a cookie, and all is well-formed: the client wants a server cookie
  /// (RFC
  /// 7873 section 5.4).
  public static final int COOKIE_ONLY = 3;

  private static final int RECORD_FIXED_OCTETS = 10;
  private static final int QUESTION_FIXED_OCTETS = 4;
  private static final int POINTER = 0xc0;
  private static final int TSIG_FIXED_OCTETS = 16;

  private QueryParser() {}

  /// Reads the message of `length` octets at `offset`.
  ///
  /// @return {@link #SILENCE}, {@link #MALFORMED}, {@link #PARSED} or {@link #COOKIE_ONLY}; when
  ///     malformed, `query` still holds all that was readable
  public static int parse(
      Query query, byte[] in, int offset, int length, Client client, long nowNanos) {
    query.begin(in, offset, length, client, nowNanos);
    if (length < Header.OCTETS) {
      return SILENCE;
    }
    var flags = Octets.u16(in, offset + Header.FLAGS);
    if ((flags & Header.QR) != 0) {
      return SILENCE;
    }
    query.header(Octets.u16(in, offset + Header.ID), flags);
    var end = offset + length;
    if (Octets.u16(in, offset + Header.QUESTIONS) == 0) {
      return parseRecords(query, in, offset, end) && query.edns().cookieOctets() > 0
          ? COOKIE_ONLY
          : MALFORMED;
    }
    return parseQuestion(query, in, offset, end) && parseRecords(query, in, offset, end)
        ? PARSED
        : MALFORMED;
  }

  private static boolean parseQuestion(Query query, byte[] in, int offset, int end) {
    var start = offset + Header.OCTETS;
    if (Octets.u16(in, offset + Header.QUESTIONS) != 1
        || !query.name().setFromWire(in, start, end)) {
      return false;
    }
    var behindName = start + query.name().octets();
    if (end - behindName < QUESTION_FIXED_OCTETS) {
      return false;
    }
    query.question(
        behindName + QUESTION_FIXED_OCTETS - start,
        Octets.u16(in, behindName),
        Octets.u16(in, behindName + 2));
    return true;
  }

  private static boolean parseRecords(Query query, byte[] in, int offset, int end) {
    var answers = Octets.u16(in, offset + Header.ANSWERS);
    var authorities = Octets.u16(in, offset + Header.AUTHORITIES);
    var left = Octets.u16(in, offset + Header.ADDITIONALS);
    var position = offset + Header.OCTETS + query.questionOctets();
    for (var i = answers + authorities; i > 0 && position >= 0; i--) {
      position = skipPlainRecord(in, offset, position, end);
    }
    for (; left > 0 && position >= 0; left--) {
      position = parseAdditional(query, in, offset, position, end, left == 1);
    }
    return position >= 0;
  }

  /// Returns where the record at `position` ends, −1 when malformed.
  private static int skipPlainRecord(byte[] in, int offset, int position, int end) {
    var fixed = skipName(in, offset, position, end);
    if (fixed < 0 || end - fixed < RECORD_FIXED_OCTETS) {
      return -1;
    }
    var type = Octets.u16(in, fixed);
    return type == RecordType.OPT || type == RecordType.TSIG ? -1 : endOfRdata(in, fixed, end);
  }

  /// Returns where the record at `position` ends, −1 when malformed.
  private static int parseAdditional(
      Query query, byte[] in, int offset, int position, int end, boolean last) {
    var fixed = skipName(in, offset, position, end);
    if (fixed < 0 || end - fixed < RECORD_FIXED_OCTETS) {
      return -1;
    }
    var next = endOfRdata(in, fixed, end);
    if (next < 0) {
      return -1;
    }
    var ownerOctets = fixed - position;
    var rdataOctets = next - fixed - RECORD_FIXED_OCTETS;
    var wellFormed =
        switch (Octets.u16(in, fixed)) {
          case RecordType.OPT ->
              ownerOctets == 1
                  && !query.edns().present()
                  && query.edns().parse(in, fixed, rdataOctets);
          case RecordType.TSIG -> {
            query.tsig(position, ownerOctets);
            yield last && wellFormedTsig(in, offset, fixed, rdataOctets);
          }
          default -> true;
        };
    return wellFormed ? next : -1;
  }

  private static int endOfRdata(byte[] in, int fixed, int end) {
    var next = fixed + RECORD_FIXED_OCTETS + Octets.u16(in, fixed + 8);
    return next <= end ? next : -1;
  }

  /// RFC 8945 section 4.2: class ANY, TTL 0; algorithm, time, fudge, MAC, original ID, error, other
  /// data.
  private static boolean wellFormedTsig(byte[] in, int offset, int fixed, int rdataOctets) {
    var rdata = fixed + RECORD_FIXED_OCTETS;
    var end = rdata + rdataOctets;
    var behindName = skipName(in, offset, rdata, end);
    if (Octets.u16(in, fixed + 2) != RecordClass.ANY
        || Octets.i32(in, fixed + 4) != 0
        || behindName < 0
        || end - behindName < TSIG_FIXED_OCTETS) {
      return false;
    }
    var macOctets = Octets.u16(in, behindName + 8);
    var otherLength = behindName + TSIG_FIXED_OCTETS - 2 + macOctets;
    return otherLength + 2 <= end && otherLength + 2 + Octets.u16(in, otherLength) == end;
  }

  /// Returns where the name at `position` ends, −1 when malformed. A pointer ends a name and leads
  /// to what stands before that (RFC 1035 section 4.1.4), so none leads round in circles; what
  /// stands there is nobody's concern here.
  private static int skipName(byte[] in, int offset, int position, int end) {
    var next = position;
    while (next < end) {
      var length = Octets.u8(in, next);
      if (length == 0) {
        return next + 1;
      }
      if (length >= POINTER) {
        return next + 2 <= end && offset + (Octets.u16(in, next) & 0x3fff) < position
            ? next + 2
            : -1;
      }
      if (length > 63) {
        return -1;
      }
      next += 1 + length;
    }
    return -1;
  }
}
