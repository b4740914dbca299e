package org.pharosdns.zone.load;

import org.jspecify.annotations.Nullable;

/// Cuts the octets of a master file into entries and their tokens (RFC 1035 section 5.1).
///
/// What breaks an entry (an open quote, a stray parenthesis, a NUL) goes to {@link Faults}; the
/// lexer then goes on with the next entry. One pass, and no octet is looked at twice.
final class Lexer {
  private static final byte TEXT = 0;
  private static final byte BLANK = 1;
  private static final byte LINE_FEED = 2;
  private static final byte RETURN = 3;
  private static final byte COMMENT = 4;
  private static final byte OPEN = 5;
  private static final byte CLOSE = 6;
  private static final byte QUOTE = 7;
  private static final byte BACKSLASH = 8;
  private static final byte CONTROL = 9;

  /// More tokens than any record can have: each octet of the longest RDATA as two words.
  private static final int MOST_TOKENS = 2 * 65_535 + 64;

  private static final byte[] KIND = kinds();

  /// Takes what breaks an entry.
  interface Faults {
    void fault(int offset, String message, @Nullable String hint);
  }

  private final byte[] octets;
  private final int limit;
  private final Faults faults;
  private final int lineOctets;
  private int position;
  private int lineStart;
  private int open;
  private boolean bad;
  private boolean hasComment;

  Lexer(Source source, int lineOctets, Faults faults) {
    this.octets = source.octets();
    this.limit = octets.length;
    this.lineOctets = lineOctets;
    this.faults = faults;
    this.position = source.start();
    this.lineStart = position;
  }

  private static byte[] kinds() {
    var kind = new byte[256];
    for (var i = 0; i < ' '; i++) {
      kind[i] = CONTROL;
    }
    kind[0x7f] = CONTROL;
    kind[' '] = BLANK;
    kind['\t'] = BLANK;
    kind['\n'] = LINE_FEED;
    kind['\r'] = RETURN;
    kind[';'] = COMMENT;
    kind['('] = OPEN;
    kind[')'] = CLOSE;
    kind['"'] = QUOTE;
    kind['\\'] = BACKSLASH;
    return kind;
  }

  /// Returns where the line behind the last entry starts.
  int position() {
    return position;
  }

  /// Whether anything that was read so far is a comment.
  boolean hasComment() {
    return hasComment;
  }

  /// Goes to the start of a line.
  void goTo(int line) {
    position = line;
    lineStart = line;
  }

  /// Fills `entry` with the next one that is whole; returns false at the end of the file.
  boolean next(Entry entry) {
    while (position < limit) {
      open = -1;
      bad = false;
      entry.start(octets, position, KIND[octets[position] & 0xff] == BLANK);
      read(entry);
      if (!bad && entry.count() > 0) {
        return true;
      }
    }
    return false;
  }

  private void read(Entry entry) {
    var at = position;
    while (at < limit) {
      switch (KIND[octets[at] & 0xff]) {
        case BLANK -> at++;
        case TEXT, BACKSLASH -> at = text(entry, at);
        case QUOTE -> at = quoted(entry, at);
        case COMMENT -> at = comment(at);
        case RETURN -> at = carriageReturn(at);
        case OPEN -> at = open(at);
        case CLOSE -> at = close(at);
        case LINE_FEED -> {
          endLine(at);
          lineStart = at + 1;
          if (open < 0) {
            entry.finish(at);
            position = at + 1;
            return;
          }
          at++;
        }
        default -> at = control(at);
      }
    }
    endLine(at);
    entry.finish(at);
    position = at;
    if (open >= 0) {
      fail(open, "this parenthesis is never closed", "add \")\" at the end of the record");
    }
  }

  private int text(Entry entry, int from) {
    var flags = 0;
    var at = from;
    while (at < limit) {
      var kind = KIND[octets[at] & 0xff];
      if (kind == TEXT) {
        at++;
      } else if (kind == BACKSLASH) {
        flags |= Entry.ESCAPED;
        at = escape(at);
      } else if (kind == QUOTE) {
        flags |= Entry.PART_QUOTED;
        at = closingQuote(at);
      } else {
        break;
      }
    }
    add(entry, from, at, flags);
    return at;
  }

  private int escape(int at) {
    if (at + 1 >= limit || octets[at + 1] == '\n' || octets[at + 1] == '\r') {
      fail(at, "a backslash at the end of a line", "write \"\\\\\" for a backslash");
      return at + 1;
    }
    if (octets[at + 1] == 0) {
      return at + 1;
    }
    return at + 2;
  }

  private int quoted(Entry entry, int quote) {
    var end = closingQuote(quote);
    add(entry, quote + 1, Math.max(quote + 1, end - 1), Entry.QUOTED | Entry.ESCAPED);
    return end;
  }

  /// Returns the position behind the quote that closes the one at `quote`.
  private int closingQuote(int quote) {
    var at = quote + 1;
    while (at < limit) {
      switch (octets[at]) {
        case '"' -> {
          return at + 1;
        }
        case '\\' -> at = escape(at);
        case '\n' -> {
          fail(quote, "this quote is not closed on its line", "a quoted string ends on its line");
          return at;
        }
        case 0 -> at = control(at);
        default -> at++;
      }
    }
    fail(quote, "this quote is never closed", null);
    return limit;
  }

  private int comment(int from) {
    hasComment = true;
    var at = from;
    while (at < limit && octets[at] != '\n') {
      at = octets[at] == 0 ? control(at) : at + 1;
    }
    return at;
  }

  private int carriageReturn(int at) {
    if (at + 1 < limit && octets[at + 1] != '\n') {
      fail(at, "a carriage return within a line", "lines end in LF or CR LF");
    }
    return at + 1;
  }

  private int open(int at) {
    if (open >= 0) {
      fail(at, "a parenthesis within parentheses", "is the one before not closed?");
    } else {
      open = at;
    }
    return at + 1;
  }

  private int close(int at) {
    if (open < 0) {
      fail(at, "this parenthesis was never opened", "quote a text that holds parentheses");
    }
    open = -1;
    return at + 1;
  }

  private int control(int at) {
    fail(
        at,
        octets[at] == 0 ? "a NUL octet" : "a control character (octet " + octets[at] + ")",
        "is this a text file? write \\DDD for such an octet");
    return at + 1;
  }

  private void add(Entry entry, int from, int to, int flags) {
    if (entry.count() < MOST_TOKENS) {
      entry.add(from, to, flags);
    } else {
      fail(from, "more words than any record has", "is a parenthesis not closed?");
    }
  }

  private void endLine(int end) {
    if (end - lineStart > lineOctets) {
      fail(
          lineStart,
          "a line of " + (end - lineStart) + " octets; at most " + lineOctets + " are allowed",
          "spread the record over lines with parentheses");
    }
  }

  /// Notes the first thing that is wrong with this entry, and that it cannot be used.
  private void fail(int at, String message, @Nullable String hint) {
    if (!bad) {
      faults.fault(at, message, hint);
    }
    bad = true;
  }
}
