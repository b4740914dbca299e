package org.pharosdns.zone.load;

/// Reads IPv4 and IPv6 addresses in text (RFC 4291 section 2.2). Nothing is looked up.
final class AddressText {
  private AddressText() {}

  /// Writes the 4 octets of `192.0.2.1` to `out`; returns false when it is no such text. Leading
  /// zeros are refused: some read them as octal.
  static boolean ipv4(byte[] text, int from, int to, byte[] out, int at) {
    var i = from;
    for (var part = 0; part < 4; part++) {
      var start = i;
      var value = 0;
      while (i < to && text[i] >= '0' && text[i] <= '9' && i - start < 3) {
        value = value * 10 + text[i++] - '0';
      }
      if (i == start || value > 255 || (i - start > 1 && text[start] == '0')) {
        return false;
      }
      out[at + part] = (byte) value;
      if (part < 3 && (i >= to || text[i++] != '.')) {
        return false;
      }
    }
    return i == to;
  }

  /// Writes the 16 octets of `2001:db8::1` to `out`; returns false when it is no such text.
  static boolean ipv6(byte[] text, int from, int to, byte[] out, int at) {
    var gap = -1;
    var length = 0;
    var i = from;
    if (to - from >= 2 && text[from] == ':' && text[from + 1] != ':') {
      return false;
    }
    while (i < to) {
      if (text[i] == ':' && i + 1 < to && text[i + 1] == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = length;
        i += 2;
        if (i < to && text[i] == ':') {
          return false;
        }
        continue;
      }
      if (text[i] == ':') {
        i++;
      }
      var end = i;
      while (end < to && text[end] != ':') {
        end++;
      }
      if (length <= 12 && end == to && ipv4(text, i, end, out, at + length)) {
        length += 4;
      } else if (length <= 14 && group(text, i, end, out, at + length)) {
        length += 2;
      } else {
        return false;
      }
      i = end;
    }
    return gap < 0 ? length == 16 : length < 16 && spread(out, at, gap, length);
  }

  private static boolean group(byte[] text, int from, int to, byte[] out, int at) {
    if (to == from || to - from > 4) {
      return false;
    }
    var value = 0;
    for (var i = from; i < to; i++) {
      var digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return false;
      }
      value = (value << 4) | digit;
    }
    out[at] = (byte) (value >> 8);
    out[at + 1] = (byte) value;
    return true;
  }

  /// Puts zeros where `::` stood.
  private static boolean spread(byte[] out, int at, int gap, int length) {
    var behind = length - gap;
    for (var i = 1; i <= behind; i++) {
      out[at + 16 - i] = out[at + length - i];
    }
    for (var i = gap; i < 16 - behind; i++) {
      out[at + i] = 0;
    }
    return true;
  }
}
