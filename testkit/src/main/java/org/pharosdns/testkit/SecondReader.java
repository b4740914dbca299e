package org.pharosdns.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Takes a DNS message apart (RFC 1035 section 4) in the plainest way. Shares no code with the
/// server's own parser and writer, so that neither is its own witness.
///
/// Refused: a pointer that does not lead backwards, a name over 255 octets, a record that passes
/// the end, octets behind the last record, an OPT record that is not alone, not at the root, or not
/// in the additional section, an option that passes the end of its record.
public final class SecondReader {
  private static final int HEADER = 12;
  private static final int OPT = 41;

  private final byte[] octets;
  private int position = HEADER;

  private SecondReader(byte[] octets) {
    this.octets = octets;
  }

  /// A record.
  ///
  /// @param owner as {@link #name} gives it
  /// @param rdata in hexadecimal, its names written out and in lower case in the types of RFC 1035
  public record Item(String owner, int type, int recordClass, long ttl, String rdata) {}

  /// An EDNS option, its data in hexadecimal.
  public record Option(int code, String data) {}

  /// What an OPT record says.
  public record Opt(int payload, int extendedRcode, int version, int flags, List<Option> options) {
    /// Returns the data of each option of that code.
    public List<String> data(int code) {
      return options.stream().filter(option -> option.code() == code).map(Option::data).toList();
    }
  }

  /// A whole message.
  ///
  /// @param questionOctets the length of all questions
  /// @param opt at most one
  public record Contents(
      int id,
      int flags,
      int questions,
      int questionOctets,
      List<Item> answer,
      List<Item> authority,
      List<Item> additional,
      List<Opt> opt) {
    /// The RCODE with its upper bits.
    public int rcode() {
      return (flags & 15) | (opt.isEmpty() ? 0 : opt.getFirst().extendedRcode() << 4);
    }
  }

  /// Reads the first `length` octets as a message.
  public static Contents read(byte[] message, int length) throws MalformedMessageException {
    return new SecondReader(Arrays.copyOf(message, length)).message();
  }

  /// Returns how many octets the only question of `message` has, 0 when it cannot be read.
  public static int questionOctets(byte[] message) {
    var reader = new SecondReader(message);
    try {
      if (reader.number(4, 2) != 1) {
        return 0;
      }
      reader.name(HEADER, false);
      reader.position = reader.endOfName(HEADER);
      reader.number(reader.position, 4);
      return reader.position + 4 - HEADER;
    } catch (MalformedMessageException _) {
      return 0;
    }
  }

  private Contents message() throws MalformedMessageException {
    var questions = number(4, 2);
    for (var i = 0; i < questions; i++) {
      name(position, false);
      position = endOfName(position) + 4;
    }
    var questionOctets = position - HEADER;
    var opts = new ArrayList<Opt>();
    var answer = section(number(6, 2), opts);
    var authority = section(number(8, 2), opts);
    if (!opts.isEmpty()) {
      throw new MalformedMessageException("OPT outside of the additional section");
    }
    var additional = section(number(10, 2), opts);
    if (position != octets.length) {
      throw new MalformedMessageException((octets.length - position) + " octets behind the end");
    }
    return new Contents(
        number(0, 2), number(2, 2), questions, questionOctets, answer, authority, additional, opts);
  }

  private List<Item> section(int count, List<Opt> opts) throws MalformedMessageException {
    var items = new ArrayList<Item>();
    for (var i = 0; i < count; i++) {
      var owner = name(position, true);
      var fixed = endOfName(position);
      var type = number(fixed, 2);
      var rdata = fixed + 10;
      var end = rdata + number(fixed + 8, 2);
      if (end > octets.length) {
        throw new MalformedMessageException("a record passes the end of the message");
      }
      position = end;
      if (type == OPT) {
        opts.add(opt(owner, fixed, end));
      } else {
        var ttl = (long) number(fixed + 4, 2) << 16 | number(fixed + 6, 2);
        items.add(new Item(owner, type, number(fixed + 2, 2), ttl, rdata(type, rdata, end)));
      }
      if (opts.size() > 1) {
        throw new MalformedMessageException("two OPT records");
      }
    }
    return items;
  }

  private Opt opt(String owner, int fixed, int end) throws MalformedMessageException {
    if (!owner.equals(".")) {
      throw new MalformedMessageException("an OPT record that is not at the root");
    }
    var options = new ArrayList<Option>();
    for (var at = fixed + 10; at < end; ) {
      var next = at + 4 + number(at + 2, 2);
      if (next > end) {
        throw new MalformedMessageException("an option passes the end of OPT");
      }
      options.add(new Option(number(at, 2), hex(at + 4, next)));
      at = next;
    }
    return new Opt(
        number(fixed + 2, 2),
        octets[fixed + 4] & 255,
        octets[fixed + 5] & 255,
        number(fixed + 6, 2),
        options);
  }

  private String rdata(int type, int from, int end) throws MalformedMessageException {
    var first = type == 15 ? 2 : 0;
    var names =
        switch (type) {
          case 2, 3, 4, 5, 7, 8, 9, 12, 15, 39 -> 1;
          case 6, 14 -> 2;
          default -> 0;
        };
    var plain = new StringBuilder(hex(from, from + (names > 0 ? first : 0)));
    var at = names > 0 ? from + first : from;
    for (var i = 0; i < names; i++) {
      plain.append(HexFormat.of().formatHex(rawName(at, type != 39)));
      at = endOfName(at);
    }
    if (at > end) {
      throw new MalformedMessageException("a name passes the end of its record");
    }
    return plain.append(hex(at, end)).toString();
  }

  private String hex(int from, int to) throws MalformedMessageException {
    if (to > octets.length) {
      throw new MalformedMessageException("the message ends in a field");
    }
    return HexFormat.of().formatHex(octets, from, to);
  }

  private int number(int at, int size) throws MalformedMessageException {
    if (at + size > octets.length) {
      throw new MalformedMessageException("the message ends in a field");
    }
    var number = 0;
    for (var i = 0; i < size; i++) {
      number = number << 8 | (octets[at + i] & 255);
    }
    return number;
  }

  /// Returns the name at `at`: labels in lower case, each behind it a dot; what is no letter, digit
  /// or one of `-_*` as a backslash and three digits.
  private String name(int at, boolean mayCompress) throws MalformedMessageException {
    var wire = rawName(at, mayCompress);
    var text = new StringBuilder();
    for (var label = 0; wire[label] != 0; label += 1 + wire[label]) {
      for (var i = label + 1; i <= label + wire[label]; i++) {
        var octet = wire[i] & 255;
        var plain = octet < 128 && (Character.isLetterOrDigit(octet) || "-_*".indexOf(octet) >= 0);
        text.append(plain ? String.valueOf((char) octet) : "\\%03d".formatted(octet));
      }
      text.append('.');
    }
    return text.isEmpty() ? "." : text.toString();
  }

  /// Returns the name at `at`, written out, in lower case.
  private byte[] rawName(int at, boolean mayCompress) throws MalformedMessageException {
    var wire = new ByteArrayOutputStream();
    var here = at;
    var lowest = at;
    while (number(here, 1) != 0) {
      var length = number(here, 1);
      if (length >= 192) {
        var target = number(here, 2) & 0x3fff;
        if (!mayCompress || target >= lowest || target < HEADER) {
          throw new MalformedMessageException("a pointer at " + here + " to " + target);
        }
        lowest = target;
        here = target;
      } else if (length > 63 || here + length >= octets.length) {
        throw new MalformedMessageException("a label of " + length + " octets at " + here);
      } else {
        wire.write(length);
        for (var i = here + 1; i <= here + length; i++) {
          var octet = octets[i];
          wire.write(octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
        }
        here += 1 + length;
      }
      if (wire.size() > 254) {
        throw new MalformedMessageException("a name of more than 255 octets at " + at);
      }
    }
    wire.write(0);
    return wire.toByteArray();
  }

  private int endOfName(int at) throws MalformedMessageException {
    var here = at;
    while (number(here, 1) != 0) {
      if (number(here, 1) >= 192) {
        return here + 2;
      }
      here += 1 + number(here, 1);
    }
    return here + 1;
  }
}
