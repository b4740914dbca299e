package org.pharosdns.zone.load;

import java.util.Arrays;

/// The tokens of one entry of a master file (RFC 1035 section 5.1): of one line, or of several that
/// parentheses join.
///
/// A flyweight that {@link Lexer} refills. A token is a range of octets; a quoted one has its range
/// between the quotes.
final class Entry {
  /// The token stood in quotes.
  static final int QUOTED = 1;

  /// The token holds a backslash.
  static final int ESCAPED = 2;

  /// The token has a part in quotes, as in `alpn="h2,h3"`.
  static final int PART_QUOTED = 4;

  private static final int SHOWN = 60;

  private byte[] octets = {};
  private int[] from = new int[16];
  private int[] to = new int[16];
  private byte[] flags = new byte[16];
  private int count;
  private int begin;
  private int end;
  private boolean ownerLeftOut;

  void start(byte[] octets, int begin, boolean ownerLeftOut) {
    this.octets = octets;
    this.begin = begin;
    this.ownerLeftOut = ownerLeftOut;
    count = 0;
  }

  void add(int from, int to, int flags) {
    if (count == this.from.length) {
      this.from = Arrays.copyOf(this.from, count * 2);
      this.to = Arrays.copyOf(this.to, count * 2);
      this.flags = Arrays.copyOf(this.flags, count * 2);
    }
    this.from[count] = from;
    this.to[count] = to;
    this.flags[count++] = (byte) flags;
  }

  void finish(int end) {
    this.end = end;
  }

  /// Returns where the first line of the entry starts.
  int begin() {
    return begin;
  }

  /// Returns where the last line of the entry ends: at its line feed or at the end of the file.
  int end() {
    return end;
  }

  /// Returns the number of tokens.
  int count() {
    return count;
  }

  /// Whether the entry starts with a blank, which stands for the owner of the entry before.
  boolean ownerLeftOut() {
    return ownerLeftOut;
  }

  byte[] octets() {
    return octets;
  }

  int from(int token) {
    return from[token];
  }

  int to(int token) {
    return to[token];
  }

  boolean quoted(int token) {
    return (flags[token] & QUOTED) != 0;
  }

  boolean escaped(int token) {
    return (flags[token] & ESCAPED) != 0;
  }

  boolean partQuoted(int token) {
    return (flags[token] & PART_QUOTED) != 0;
  }

  /// Returns the place of a token; behind the last token, the place where the entry ends.
  int offset(int token) {
    if (token >= count) {
      return end;
    }
    return quoted(token) ? from[token] - 1 : from[token];
  }

  /// Whether the token is a word, which is in lower case, in any case.
  boolean is(int token, String word) {
    return is(token, word, 0);
  }

  /// Whether a token is a word and has exactly these flags.
  boolean is(int token, String word, int flags) {
    if (to[token] - from[token] != word.length() || this.flags[token] != flags) {
      return false;
    }
    for (var i = 0; i < word.length(); i++) {
      if (lower(octets[from[token] + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /// Returns the octets of a token as text for messages and rare words: one character an octet,
  /// anything unprintable as `\DDD`, cut after 60.
  String text(int token) {
    var text = new StringBuilder();
    for (var i = from[token]; i < to[token]; i++) {
      if (i - from[token] == SHOWN) {
        return text.append("...").toString();
      }
      var octet = octets[i] & 0xff;
      if (octet < ' ' || octet >= 0x7f) {
        text.append('\\').append((char) ('0' + octet / 100));
        text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
      } else {
        text.append((char) octet);
      }
    }
    return text.toString();
  }
}
