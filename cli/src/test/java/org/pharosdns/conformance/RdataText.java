package org.pharosdns.conformance;

import java.util.HexFormat;
import java.util.Map;

/// RDATA in canonical text: fields as a shape per type says, names in lower case, the rest in hex.
///
/// Shapes: `n` name, `1` `2` `4` number of that many octets, `i` `I` IPv4 and IPv6 address, `s`
/// character-string, `+` character-strings to the end, `*` hex to the end.
final class RdataText {
  private static final Map<Integer, String> SHAPES =
      Map.ofEntries(
          Map.entry(1, "i"),
          Map.entry(2, "n"),
          Map.entry(3, "n"),
          Map.entry(4, "n"),
          Map.entry(5, "n"),
          Map.entry(6, "nn44444"),
          Map.entry(7, "n"),
          Map.entry(8, "n"),
          Map.entry(9, "n"),
          Map.entry(12, "n"),
          Map.entry(13, "ss"),
          Map.entry(14, "nn"),
          Map.entry(15, "2n"),
          Map.entry(16, "+"),
          Map.entry(17, "nn"),
          Map.entry(18, "2n"),
          Map.entry(21, "2n"),
          Map.entry(26, "2nn"),
          Map.entry(28, "I"),
          Map.entry(33, "222n"),
          Map.entry(35, "22sssn"),
          Map.entry(36, "2n"),
          Map.entry(39, "n"),
          Map.entry(43, "211*"),
          Map.entry(64, "2n*"),
          Map.entry(65, "2n*"),
          Map.entry(99, "+"),
          Map.entry(107, "2n"));

  /// The types whose names may be compressed: those of RFC 1035 (RFC 3597 section 4).
  private static final String COMPRESSIBLE = " 2 3 4 5 6 7 8 9 12 14 15 ";

  private RdataText() {}

  /// Returns the RDATA from `start` to `end` of `message` as text.
  static String of(ReplyDecoder message, int type, int start, int end, boolean strict) {
    var text = new StringBuilder();
    var mayCompress = !strict || COMPRESSIBLE.contains(" " + type + " ");
    var at = start;
    var shape = SHAPES.getOrDefault(type, "*");
    for (var i = 0; i < shape.length(); i++) {
      at = field(message, shape.charAt(i), at, end, mayCompress, text);
    }
    if (at != end) {
      throw new MalformedReplyException(
          "RDATA of " + TypeNames.text(type) + " has " + (end - at) + " octets too many");
    }
    return text.toString().strip();
  }

  private static int field(
      ReplyDecoder message, char kind, int at, int end, boolean mayCompress, StringBuilder text) {
    return switch (kind) {
      case 'n' -> {
        text.append(message.name(at, mayCompress)).append(' ');
        yield message.endOfName(at);
      }
      case '1', '2', '4' -> {
        var octets = kind - '0';
        text.append(message.number(at, octets)).append(' ');
        yield at + octets;
      }
      case 'i' -> address(message, at, 4, text);
      case 'I' -> address(message, at, 16, text);
      case 's' -> string(message, at, end, text);
      case '+' -> {
        var next = at;
        while (next < end) {
          next = string(message, next, end, text);
        }
        yield next;
      }
      default -> {
        text.append(HexFormat.of().formatHex(message.octets(), at, end));
        yield end;
      }
    };
  }

  private static int address(ReplyDecoder message, int at, int octets, StringBuilder text) {
    var step = octets == 4 ? 1 : 2;
    for (var i = 0; i < octets; i += step) {
      var part = message.number(at + i, step);
      text.append(i == 0 ? "" : octets == 4 ? "." : ":");
      text.append(octets == 4 ? Long.toString(part) : Long.toHexString(part));
    }
    return at + octets;
  }

  private static int string(ReplyDecoder message, int at, int end, StringBuilder text) {
    var length = (int) message.number(at, 1);
    if (at + 1 + length > end) {
      throw new MalformedReplyException("character-string passes the end of its RDATA");
    }
    text.append('"');
    for (var i = 1; i <= length; i++) {
      var octet = (int) message.number(at + i, 1);
      if (octet < ' ' || octet >= 0x7f) {
        text.append("\\%03d".formatted(octet));
      } else {
        text.append(octet == '"' || octet == '\\' ? "\\" : "").append((char) octet);
      }
    }
    text.append("\" ");
    return at + 1 + length;
  }
}
