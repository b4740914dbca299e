package org.pharosdns.zone.serve;

/// A second reader of messages, as simple as can be: says what is wrong with an answer.
final class WellFormed {
  private final byte[] message;
  private final int length;
  private int position = 12;

  private WellFormed(byte[] message, int length) {
    this.message = message;
    this.length = length;
  }

  /// Returns what is wrong with the first `length` octets of `answer` as the answer to `query`, or
  /// the empty text.
  static String complaint(byte[] query, byte[] answer, int length) {
    return new WellFormed(answer, length).check(query);
  }

  private String check(byte[] query) {
    if (length < 12 || message[0] != query[0] || message[1] != query[1]) {
      return "no header, or another identifier";
    }
    if ((message[2] & 0x80) == 0 || (message[2] & 0x78) != (query[2] & 0x78)) {
      return "no response, or another opcode";
    }
    if (u16(4) > 1) {
      return "more than one question";
    }
    if (u16(4) == 1 && !question(query)) {
      return "another question";
    }
    var opts = 0;
    var first = u16(6) + u16(8);
    for (var i = 0; i < first + u16(10); i++) {
      var type = record();
      if (type < 0 || (type == 41 && i < first)) {
        return "malformed record " + i;
      }
      opts += type == 41 ? 1 : 0;
    }
    if (opts > 1) {
      return "two OPT records";
    }
    return position == length ? "" : "octets behind the last record";
  }

  private boolean question(byte[] query) {
    while (message[position] != 0) {
      position += 1 + message[position];
    }
    position += 5;
    for (var i = 12; i < position; i++) {
      if (i >= query.length || message[i] != query[i]) {
        return false;
      }
    }
    return position <= length;
  }

  private int record() {
    var behind = name(position, 0);
    if (behind < 0 || behind + 10 > length) {
      return -1;
    }
    var type = u16(behind);
    var rdata = behind + 10;
    position = rdata + u16(behind + 8);
    if (position > length) {
      return -1;
    }
    return switch (type) {
      case 2, 5, 39 -> name(rdata, 0) == position ? type : -1;
      case 15 -> name(rdata + 2, 0) == position ? type : -1;
      case 6 -> name(name(rdata, 0), 0) == position - 20 ? type : -1;
      case 1 -> position == rdata + 4 ? type : -1;
      default -> type;
    };
  }

  /// Returns where the name at `from` ends, −1 when it is none; pointers lead backwards only.
  private int name(int from, int octetsBefore) {
    var at = from;
    var octets = octetsBefore;
    while (at >= 12 && at < length) {
      var label = message[at] & 0xff;
      if (label >= 0xc0) {
        var target = u16(at) & 0x3fff;
        return target < from && name(target, octets) > 0 ? at + 2 : -1;
      }
      octets += 1 + label;
      if (label > 63 || octets > 255) {
        return -1;
      }
      at += 1 + label;
      if (label == 0) {
        return at;
      }
    }
    return -1;
  }

  private int u16(int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }
}
