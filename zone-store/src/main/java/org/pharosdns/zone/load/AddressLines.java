package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;

/// Reads the lines that most large zones are made of, from octets to octets: an owner relative to
/// the origin or a blank, perhaps a TTL in seconds and `IN`, then A or AAAA with its address.
///
/// ```
/// host1      A            192.0.2.1
/// host2 300  IN  AAAA     2001:db8::2
/// ```
///
/// A line of that kind is read as {@link Lexer} and {@link RdataReader} would read it. Any other
/// line, and any line in which something is wrong, is none of that kind: no octet of it counts as
/// read, and the way of tokens has the last word. Owner and address go into the free row of an
/// {@link AddressBatch}; the rest is told of the line read last. Loops and methods are small and
/// plain, because they run mostly in code of the quick compiler.
final class AddressLines {
  /// In the place of an end: the line is of another kind.
  static final int NONE = -1;

  private static final byte NO_PART = 0;
  private static final byte IN_LABEL = 1;
  private static final byte DOT = 2;
  private static final byte[] PART = parts();
  private static final int MOST_TTL_DIGITS = 9;

  private final byte[] octets;
  private final int lineOctets;
  private final AddressBatch batch;
  private int ownerOctets;
  private int firstWord;
  private int ttlSeconds;
  private int type;

  AddressLines(byte[] octets, int lineOctets, AddressBatch batch) {
    this.octets = octets;
    this.lineOctets = lineOctets;
    this.batch = batch;
  }

  private static byte[] parts() {
    var parts = new byte[128];
    for (var octet = 0; octet < parts.length; octet++) {
      parts[octet] = NameText.isPlain(octet) && octet != '\\' ? IN_LABEL : NO_PART;
    }
    parts['.'] = DOT;
    return parts;
  }

  /// Reads the line that starts at `from`.
  ///
  /// @param roomOctets how long the labels of an owner may be
  /// @return where the next line starts, or {@link #NONE}
  int read(int from, int roomOctets) {
    var at = blanks(owner(from, roomOctets));
    firstWord = ownerOctets > 0 ? from : at;
    at = address(typeWord(ttlAndClass(at)));
    if (at < 0 || at - from > lineOctets) {
      return NONE;
    }
    return at < octets.length ? at + 1 : at;
  }

  private boolean isBlank(int at) {
    return at < octets.length && (octets[at] == ' ' || octets[at] == '\t');
  }

  /// Returns where the next word starts; {@link #NONE} unless there is a blank at `from`.
  private int blanks(int from) {
    var at = from;
    if (at < 0 || !isBlank(at)) {
      return NONE;
    }
    do {
      at++;
    } while (isBlank(at));
    return at;
  }

  /// Reads the labels of an owner in wire form, none where the line starts with a blank. Returns
  /// where they end.
  private int owner(int from, int roomOctets) {
    var octets = this.octets;
    var owner = batch.names();
    var first = batch.nameFrom();
    var limit = Math.min(octets.length, from + roomOctets);
    var label = first;
    var next = first + 1;
    var at = from;
    for (; at < limit; at++) {
      var octet = octets[at];
      var part = octet < 0 ? NO_PART : PART[octet];
      if (part == IN_LABEL) {
        owner[next++] = octet;
      } else if (part == DOT) {
        if (!endLabel(label, next)) {
          return NONE;
        }
        label = next++;
      } else {
        break;
      }
    }
    ownerOctets = at == from ? 0 : next - first;
    return at == from || (at < limit && endLabel(label, next)) ? at : NONE;
  }

  private boolean endLabel(int label, int next) {
    var length = next - label - 1;
    batch.names()[label] = (byte) length;
    return length > 0 && length <= DnsName.MAX_LABEL_OCTETS;
  }

  /// Passes over a TTL and a class, either or both in any order or none. Returns where the type
  /// starts.
  private int ttlAndClass(int from) {
    ttlSeconds = NONE;
    var at = from;
    if (isDigit(at)) {
      at = blanks(ttl(at));
      return isClass(at) ? blanks(at + 2) : at;
    }
    if (isClass(at)) {
      at = blanks(at + 2);
      return isDigit(at) ? blanks(ttl(at)) : at;
    }
    return at;
  }

  private boolean isDigit(int at) {
    return at >= 0 && at < octets.length && octets[at] >= '0' && octets[at] <= '9';
  }

  private int ttl(int from) {
    var at = from;
    var value = 0;
    while (isDigit(at) && at - from < MOST_TTL_DIGITS) {
      value = value * 10 + octets[at++] - '0';
    }
    ttlSeconds = value;
    return at;
  }

  private boolean isClass(int at) {
    return at >= 0
        && isBlank(at + 2)
        && (octets[at] == 'I' || octets[at] == 'i')
        && (octets[at + 1] == 'N' || octets[at + 1] == 'n');
  }

  /// Reads the type. Returns where the address starts.
  private int typeWord(int from) {
    if (from < 0 || from >= octets.length || octets[from] != 'A') {
      return NONE;
    }
    if (isBlank(from + 1)) {
      type = RecordType.A;
      return blanks(from + 1);
    }
    var isAaaa =
        isBlank(from + 4)
            && octets[from + 1] == 'A'
            && octets[from + 2] == 'A'
            && octets[from + 3] == 'A';
    type = RecordType.AAAA;
    return isAaaa ? blanks(from + 4) : NONE;
  }

  /// Reads the address and what may stand behind it. Returns where the line ends.
  private int address(int from) {
    if (from < 0) {
      return NONE;
    }
    var octets = this.octets;
    var to = from;
    while (to < octets.length && octets[to] > ' ') {
      to++;
    }
    var good =
        type == RecordType.A
            ? AddressText.ipv4(octets, from, to, batch.addresses(), batch.addressFrom())
            : AddressText.ipv6(octets, from, to, batch.addresses(), batch.addressFrom());
    return good ? endOfLine(to) : NONE;
  }

  private int endOfLine(int from) {
    var at = from;
    while (isBlank(at)) {
      at++;
    }
    if (at + 1 < octets.length && octets[at] == '\r' && octets[at + 1] == '\n') {
      at++;
    }
    return at == octets.length || octets[at] == '\n' ? at : NONE;
  }

  /// The length of the owner's labels; 0 where a blank stands for the owner of the line before.
  int ownerOctets() {
    return ownerOctets;
  }

  /// Where the first word of the line starts.
  int firstWord() {
    return firstWord;
  }

  /// The TTL, or {@link #NONE} where none is stated.
  int ttlSeconds() {
    return ttlSeconds;
  }

  /// A or AAAA.
  int type() {
    return type;
  }
}
