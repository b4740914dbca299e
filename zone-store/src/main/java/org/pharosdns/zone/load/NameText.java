package org.pharosdns.zone.load;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import org.pharosdns.dns.wire.DnsName;

/// Reads a domain name in presentation format (RFC 1035 section 5.1) into wire form.
final class NameText {
  /// What may stand in a name without a backslash before it: letters, digits, and `-*_/\`.
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (var octet = 0; octet < PLAIN.length; octet++) {
      PLAIN[octet] = Character.isLetterOrDigit(octet) || "-*_/\\".indexOf(octet) >= 0;
    }
  }

  private NameText() {}

  /// Whether an ASCII character may stand in a name as it is.
  static boolean isPlain(int character) {
    return PLAIN[character];
  }

  /// Writes the name that a token says, relative to `origin`, to `out` and returns its length, 1 to
  /// 255 octets.
  ///
  /// @param out with room for 255 octets behind `at`
  static int read(Entry entry, int token, byte[] origin, byte[] out, int at) throws BadText {
    var octets = entry.octets();
    var from = entry.from(token);
    var to = entry.to(token);
    if (entry.quoted(token) || entry.partQuoted(token)) {
      throw new BadText(entry.offset(token), "a name in quotes", "leave the quotes out");
    }
    if (to - from == 1 && octets[from] == '@') {
      System.arraycopy(origin, 0, out, at, origin.length);
      return origin.length;
    }
    if (to - from == 1 && octets[from] == '.') {
      out[at] = 0;
      return 1;
    }
    return labels(octets, from, to, origin, out, at);
  }

  private static int labels(byte[] octets, int from, int to, byte[] origin, byte[] out, int at)
      throws BadText {
    var label = at;
    var next = at + 1;
    var i = from;
    while (i < to) {
      var octet = octets[i];
      if (octet == '.') {
        out[label] = endLabel(next - label - 1, i);
        label = next++;
        i++;
      } else {
        if (octet < 0 || !PLAIN[octet]) {
          throw notPlain(octets, from, to, i);
        }
        out[next++] = octet == '\\' ? escaped(octets, i, to) : octet;
        i += octet == '\\' ? escapeOctets(octets, i) : 1;
      }
      if (next - at > DnsName.MAX_OCTETS) {
        throw tooLong(from);
      }
    }
    if (next - label == 1) {
      out[label] = 0;
      return next - at;
    }
    out[label] = endLabel(next - label - 1, to);
    if (next - at + origin.length > DnsName.MAX_OCTETS) {
      throw tooLong(from);
    }
    System.arraycopy(origin, 0, out, next, origin.length);
    return next - at + origin.length;
  }

  private static byte endLabel(int length, int end) throws BadText {
    if (length == 0) {
      throw new BadText(end, "an empty label in a name", "two dots in a row, or a leading dot?");
    }
    if (length > DnsName.MAX_LABEL_OCTETS) {
      throw new BadText(end - 1, "a label of " + length + " octets; at most 63 are allowed");
    }
    return (byte) length;
  }

  private static BadText tooLong(int from) {
    return new BadText(from, "a name of more than 255 octets", "is a final dot missing?");
  }

  /// Returns the octet that the escape at `backslash` stands for: `\DDD` or `\X`.
  static byte escaped(byte[] octets, int backslash, int to) throws BadText {
    if (backslash + 1 >= to) {
      throw new BadText(backslash, "a backslash with nothing behind it");
    }
    if (!isDigit(octets[backslash + 1])) {
      return octets[backslash + 1];
    }
    if (backslash + 3 >= to || !isDigit(octets[backslash + 2]) || !isDigit(octets[backslash + 3])) {
      throw new BadText(backslash, "\\DDD needs three decimal digits");
    }
    var value =
        (octets[backslash + 1] - '0') * 100
            + (octets[backslash + 2] - '0') * 10
            + octets[backslash + 3]
            - '0';
    if (value > 255) {
      throw new BadText(backslash, "\\" + value + " is more than 255");
    }
    return (byte) value;
  }

  /// Returns the length of the escape at `backslash`, which {@link #escaped} accepts.
  static int escapeOctets(byte[] octets, int backslash) {
    return isDigit(octets[backslash + 1]) ? 4 : 2;
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private static BadText notPlain(byte[] octets, int from, int to, int at) {
    if (octets[at] < 0) {
      return new BadText(at, "a name with an octet that is not ASCII", ascii(octets, from, to));
    }
    var character = (char) octets[at];
    return new BadText(
        at,
        "\"" + character + "\" in a name",
        character == '@'
            ? "a mail address is written with a dot for the @"
            : "write \\" + character + " if it is meant");
  }

  private static String ascii(byte[] octets, int from, int to) {
    try {
      var text = new String(octets, from, to - from, StandardCharsets.UTF_8);
      return "did you mean \"" + IDN.toASCII(text) + "\"?";
    } catch (IllegalArgumentException e) {
      return "write \\DDD for it";
    }
  }
}
