package org.pharosdns.zone.load;

import java.util.Arrays;

/// Reads tokens that stand for plain octets: strings with escapes, hexadecimal, base64, base32.
final class OctetText {
  private static final byte[] BASE64 =
      digits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final byte[] BASE32 =
      digits("0123456789ABCDEFGHIJKLMNOPQRSTUV", "0123456789abcdefghijklmnopqrstuv");

  private OctetText() {}

  private static byte[] digits(String... alphabets) {
    var values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (var alphabet : alphabets) {
      for (var i = 0; i < alphabet.length(); i++) {
        values[alphabet.charAt(i)] = (byte) i;
      }
    }
    return values;
  }

  /// Writes the octets of a token, quoted or not, with its escapes undone; octets over 127 as they
  /// are.
  static void read(Entry entry, int token, RdataBuffer out, int max) throws BadText {
    if (entry.partQuoted(token)) {
      throw new BadText(
          entry.offset(token), "a quote within a word", "quote the whole text, or write \\\"");
    }
    var octets = entry.octets();
    var to = entry.to(token);
    var start = out.length();
    for (var i = entry.from(token); i < to; ) {
      var escape = octets[i] == '\\';
      out.u8(escape ? NameText.escaped(octets, i, to) : octets[i]);
      i += escape ? NameText.escapeOctets(octets, i) : 1;
      if (out.length() - start > max) {
        throw new BadText(
            entry.offset(token),
            "a string of more than " + max + " octets",
            max == 255 ? "write several strings one behind the other" : null);
      }
      out.checkRoom(entry.offset(token));
    }
  }

  /// Writes the octets that the tokens from `first` to before `end` say in hexadecimal.
  static void hex(Entry entry, int first, int end, RdataBuffer out) throws BadText {
    var high = -1;
    for (var token = first; token < end; token++) {
      checkPlain(entry, token);
      for (var i = entry.from(token); i < entry.to(token); i++) {
        var digit = Character.digit(entry.octets()[i], 16);
        if (digit < 0) {
          throw new BadText(i, "not a hexadecimal digit");
        }
        if (high < 0) {
          high = digit;
        } else {
          out.u8((high << 4) | digit);
          out.checkRoom(i);
          high = -1;
        }
      }
    }
    if (high >= 0) {
      throw new BadText(entry.offset(first), "an odd number of hexadecimal digits");
    }
  }

  /// Writes the octets that the tokens from `first` to before `end` say in base64 (RFC 4648).
  static void base64(Entry entry, int first, int end, RdataBuffer out) throws BadText {
    var bits = 0;
    var digits = 0;
    var padding = 0;
    for (var token = first; token < end; token++) {
      checkPlain(entry, token);
      for (var i = entry.from(token); i < entry.to(token); i++) {
        var octet = entry.octets()[i];
        var digit = octet < 0 ? -1 : BASE64[octet];
        if (octet == '=') {
          padding++;
        } else if (digit < 0 || padding > 0) {
          throw new BadText(i, "not a base64 digit");
        } else {
          bits = (bits << 6) | digit;
          if (++digits % 4 == 0) {
            out.u8(bits >> 16);
            out.u16(bits);
            out.checkRoom(i);
          }
        }
      }
    }
    endBase64(entry, first, bits, digits % 4, padding, out);
  }

  private static void endBase64(
      Entry entry, int first, int bits, int rest, int padding, RdataBuffer out) throws BadText {
    var spare = rest == 2 ? bits & 0xf : rest == 3 ? bits & 3 : 0;
    if (rest == 1 || padding != (4 - rest) % 4 || spare != 0) {
      throw new BadText(
          entry.offset(first), "base64 that does not end right", "is something cut off?");
    }
    if (rest == 2) {
      out.u8(bits >> 4);
    } else if (rest == 3) {
      out.u16(bits >> 2);
    }
  }

  /// Writes the octets that a token says in base32hex without padding (RFC 4648 section 7).
  static void base32(Entry entry, int token, RdataBuffer out) throws BadText {
    checkPlain(entry, token);
    var bits = 0;
    var count = 0;
    for (var i = entry.from(token); i < entry.to(token); i++) {
      var octet = entry.octets()[i];
      var digit = octet < 0 ? -1 : BASE32[octet];
      if (digit < 0) {
        throw new BadText(i, "not a base32hex digit");
      }
      bits = (bits << 5) | digit;
      count += 5;
      if (count >= 8) {
        count -= 8;
        out.u8(bits >> count);
        bits &= (1 << count) - 1;
        out.checkRoom(i);
      }
    }
    if (count >= 5 || bits != 0) {
      throw new BadText(entry.offset(token), "base32hex that does not end right");
    }
  }

  /// Writes `groups` groups of exactly `digits` hexadecimal digits with a separator between them.
  static void groups(
      Entry entry, int token, int groups, int digits, char separator, RdataBuffer out)
      throws BadText {
    checkPlain(entry, token);
    var octets = entry.octets();
    var i = entry.from(token);
    var right = entry.to(token) - i == groups * (digits + 1) - 1;
    for (var group = 0; right && group < groups; group++) {
      if (group > 0) {
        right = octets[i++] == separator;
      }
      for (var k = 0; right && k < digits; k += 2) {
        var high = Character.digit(octets[i++], 16);
        var low = Character.digit(octets[i++], 16);
        right = high >= 0 && low >= 0;
        out.u8((high << 4) | low);
      }
    }
    if (!right) {
      throw new BadText(
          entry.offset(token),
          "\"" + entry.text(token) + "\" is not " + groups + " groups of hexadecimal digits",
          "each of " + digits + ", with \"" + separator + "\" between them");
    }
  }

  private static void checkPlain(Entry entry, int token) throws BadText {
    if (entry.quoted(token) || entry.partQuoted(token)) {
      throw new BadText(entry.offset(token), "a quote in a number", "leave the quotes out");
    }
  }
}
