package org.pharosdns.conformance;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// Takes a DNS message apart (RFC 1035 section 4). Shares no code with the server's parser and
/// writer.
///
/// Always refused: a compression pointer that does not point backwards, a name over 255 octets, a
/// record that passes the end, octets after the last record, two OPT records.
public final class ReplyDecoder {
  private static final int OPT = 41;

  private final byte[] octets;
  private final boolean strict;
  private int position = 12;
  private @Nullable Edns edns;
  private int extendedRcode;

  private ReplyDecoder(byte[] octets, boolean strict) {
    this.octets = octets;
    this.strict = strict;
  }

  /// Decodes a message.
  ///
  /// @param strict also refuse compressed names in types that RFC 3597 section 4 does not allow it
  ///     in, and a record that stands twice in a section
  /// @throws MalformedReplyException when it breaks the format
  public static Reply decode(byte[] octets, boolean strict) {
    if (octets.length < 12) {
      throw new MalformedReplyException("message of " + octets.length + " octets");
    }
    return new ReplyDecoder(octets, strict).message();
  }

  private Reply message() {
    var flags = (int) number(2, 2);
    var question = new ArrayList<String>();
    for (var i = number(4, 2); i > 0; i--) {
      question.add(question());
    }
    var answer = section(number(6, 2));
    var authority = section(number(8, 2));
    var additional = section(number(10, 2));
    if (position != octets.length) {
      throw new MalformedReplyException((octets.length - position) + " octets after the end");
    }
    return new Reply(
        (int) number(0, 2),
        flags,
        (extendedRcode << 4) | (flags & 15),
        question,
        answer,
        authority,
        additional,
        edns,
        octets.length);
  }

  private String question() {
    var name = rawName(position, false);
    position = endOfName(position);
    var type = TypeNames.text((int) number(position, 2));
    var dnsClass = number(position + 2, 2);
    position += 4;
    return name + (dnsClass == 1 ? " IN " : " CLASS" + dnsClass + ' ') + type;
  }

  private List<Rr> section(long count) {
    var records = new ArrayList<Rr>();
    for (var i = 0; i < count; i++) {
      var record = record();
      if (record != null) {
        if (strict && records.contains(record)) {
          throw new MalformedReplyException("twice in a section: " + record);
        }
        records.add(record);
      }
    }
    return records;
  }

  private @Nullable Rr record() {
    var owner = name(position, true);
    position = endOfName(position);
    var type = (int) number(position, 2);
    var dnsClass = (int) number(position + 2, 2);
    var ttl = number(position + 4, 4);
    var length = (int) number(position + 8, 2);
    position += 10;
    if (position + length > octets.length) {
      throw new MalformedReplyException("record passes the end of the message");
    }
    position += length;
    if (type == OPT) {
      opt(owner, dnsClass, (int) ttl, position - length);
      return null;
    }
    var rdata = RdataText.of(this, type, position - length, position, strict);
    return new Rr(owner, type, dnsClass, ttl, rdata);
  }

  private void opt(String owner, int payload, int ttl, int start) {
    if (edns != null || !owner.equals(".")) {
      throw new MalformedReplyException("two OPT records, or one not at the root");
    }
    var options = new ArrayList<String>();
    for (var at = start; at < position; ) {
      var length = (int) number(at + 2, 2);
      if (at + 4 + length > position) {
        throw new MalformedReplyException("EDNS option passes the end of OPT");
      }
      options.add(number(at, 2) + ":" + HexFormat.of().formatHex(octets, at + 4, at + 4 + length));
      at += 4 + length;
    }
    extendedRcode = ttl >>> 24;
    edns = new Edns(payload, (ttl >>> 16) & 0xff, ttl & 0xffff, options);
  }

  /// Returns the number in `size` octets at `at`.
  long number(int at, int size) {
    if (at + size > octets.length) {
      throw new MalformedReplyException("message ends in a field");
    }
    long number = 0;
    for (var i = 0; i < size; i++) {
      number = (number << 8) | (octets[at + i] & 0xff);
    }
    return number;
  }

  /// The message.
  byte[] octets() {
    return octets;
  }

  /// Returns the name at `at`, in lower case.
  String name(int at, boolean mayCompress) {
    return rawName(at, mayCompress).toString().toLowerCase(Locale.ROOT);
  }

  private DnsName rawName(int at, boolean mayCompress) {
    var wire = new ByteArrayOutputStream();
    var here = at;
    var lowest = at;
    while (number(here, 1) != 0) {
      var length = (int) number(here, 1);
      if (length >= 0xc0) {
        var target = (int) (number(here, 2) & 0x3fff);
        if (!mayCompress || target >= lowest || target < 12) {
          throw new MalformedReplyException("pointer at " + here + " to " + target);
        }
        lowest = target;
        here = target;
      } else if (length > 63 || here + length >= octets.length) {
        throw new MalformedReplyException("label of " + length + " octets at " + here);
      } else {
        wire.write(octets, here, 1 + length);
        here += 1 + length;
      }
    }
    wire.write(0);
    if (wire.size() > DnsName.MAX_OCTETS) {
      throw new MalformedReplyException("name of " + wire.size() + " octets at " + at);
    }
    return DnsName.ofWire(wire.toByteArray(), 0);
  }

  /// Returns where what follows the name at `at` starts.
  int endOfName(int at) {
    var here = at;
    while (number(here, 1) != 0) {
      if (number(here, 1) >= 0xc0) {
        return here + 2;
      }
      here += 1 + (int) number(here, 1);
    }
    return here + 1;
  }
}
