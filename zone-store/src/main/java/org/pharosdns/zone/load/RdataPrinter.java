package org.pharosdns.zone.load;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// Writes RDATA in presentation format, field by field ({@link RdataField}); what has no simple
/// form is left to dnsjava. Whether the text says the same octets is for the caller to see.
final class RdataPrinter {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] rdata;
  private final @Nullable DnsName origin;
  private final StringJoiner words = new StringJoiner(" ");
  private int at;

  /// @param origin names below it are written relative to it; null for absolute names
  RdataPrinter(byte[] rdata, @Nullable DnsName origin) {
    this.rdata = rdata;
    this.origin = origin;
  }

  /// Returns `\# LENGTH HEX` (RFC 3597 section 5).
  static String unknown(byte[] rdata) {
    return rdata.length == 0 ? "\\# 0" : "\\# " + rdata.length + " " + HEX.formatHex(rdata);
  }

  /// Returns the text, or null when the octets are no whole data of the type.
  @Nullable String print(int type) {
    var fields = RdataField.of(type);
    try {
      if (fields == null || !Arrays.stream(fields).allMatch(RdataPrinter::isPrinted)) {
        var record = Record.newRecord(Name.root, type, DClass.IN, 0, rdata);
        return record == null ? null : record.rdataToString();
      }
      for (var field : fields) {
        print(field);
      }
      return at == rdata.length ? words.toString() : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static boolean isPrinted(RdataField field) {
    return switch (field) {
      case SERVICE_PARAMETERS, LOCATION, GATEWAY, RELAY, TIME -> false;
      default -> true;
    };
  }

  private void print(RdataField field) {
    switch (field) {
      case U8, ALGORITHM, SCHEME -> words.add(Long.toString(number(1)));
      case U16, CERT_TYPE -> words.add(Long.toString(number(2)));
      case U32, SECONDS -> words.add(Long.toString(number(4)));
      case U64 -> words.add(Long.toUnsignedString(number(8)));
      case TYPE -> words.add(RecordType.mnemonic((int) number(2)));
      case NAME -> name();
      case STRING -> string();
      case OPTIONAL_STRING -> {
        if (at < rdata.length) {
          string();
        }
      }
      case STRINGS -> {
        do {
          string();
        } while (at < rdata.length);
      }
      case TAG -> tag();
      case LONG_STRING, QUOTED_LONG_STRING -> longString();
      case IPV4 -> words.add(address(4));
      case IPV6 -> words.add(address(16));
      case HEX -> words.add(HEX.formatHex(rest()));
      case BASE64 -> words.add(Base64.getEncoder().encodeToString(rest()));
      case OPTIONAL_BASE64 ->
          words.add(at == rdata.length ? "-" : Base64.getEncoder().encodeToString(rest()));
      case SALT -> {
        var salt = octets((int) number(1));
        words.add(salt.length == 0 ? "-" : HEX.formatHex(salt));
      }
      case HASH -> words.add(base32(octets((int) number(1))));
      case TYPES, SOME_TYPES -> types();
      case EUI48 -> words.add(groups(6, 1, '-'));
      case EUI64 -> words.add(groups(8, 1, '-'));
      case LOCATOR -> words.add(groups(8, 2, ':'));
      case SERVICE_PARAMETERS, LOCATION, GATEWAY, RELAY, TIME ->
          throw new IllegalArgumentException(field + " is not printed here");
    }
  }

  private long number(int octets) {
    var value = 0L;
    for (var i = 0; i < octets; i++) {
      value = (value << 8) | (rdata[at++] & 0xff);
    }
    return value;
  }

  private byte[] octets(int count) {
    if (at + count > rdata.length) {
      throw new IllegalArgumentException("the data ends too early");
    }
    at += count;
    return Arrays.copyOfRange(rdata, at - count, at);
  }

  private byte[] rest() {
    return octets(rdata.length - at);
  }

  private void name() {
    var name = DnsName.ofWire(rdata, at);
    at += name.octets();
    words.add(origin == null ? name.toString() : name.relativeTo(origin));
  }

  private void string() {
    var from = at + 1;
    var string = octets(1 + (rdata[at] & 0xff));
    var text = new StringBuilder();
    appendString(text, rdata, from, from + string.length - 1);
    words.add(text);
  }

  private void tag() {
    var tag = octets(1 + (rdata[at] & 0xff));
    words.add(new String(tag, 1, tag.length - 1, java.nio.charset.StandardCharsets.US_ASCII));
  }

  private void longString() {
    var text = new StringBuilder();
    appendString(text, rdata, at, rdata.length);
    at = rdata.length;
    words.add(text);
  }

  /// Appends octets in quotes, with `\"`, `\\` and `\DDD` where needed.
  static void appendString(StringBuilder text, byte[] octets, int from, int to) {
    text.append('"');
    for (var i = from; i < to; i++) {
      var octet = octets[i] & 0xff;
      if (octet == '"' || octet == '\\') {
        text.append('\\').append((char) octet);
      } else if (octet < ' ' || octet >= 0x7f) {
        text.append('\\').append((char) ('0' + octet / 100));
        text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
      } else {
        text.append((char) octet);
      }
    }
    text.append('"');
  }

  private String address(int octets) {
    try {
      return octets == 4
          ? InetAddress.getByAddress(octets(4)).getHostAddress()
          : shortened(octets(16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 octets", e);
    }
  }

  /// Returns an IPv6 address as RFC 5952 section 4 writes it: the longest run of zeros left out.
  private static String shortened(byte[] octets) {
    var groups = new int[8];
    Arrays.setAll(groups, i -> ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff));
    var from = -1;
    var length = 1;
    for (var i = 0; i < 8; i++) {
      var end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        from = i;
        length = end - i;
      }
    }
    var text = new StringBuilder();
    for (var i = 0; i < 8; i++) {
      if (i == from) {
        text.append("::");
        i += length - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static String base32(byte[] octets) {
    var text = new StringBuilder();
    var bits = 0;
    var count = 0;
    for (var octet : octets) {
      bits = (bits << 8) | (octet & 0xff);
      count += 8;
      while (count >= 5) {
        count -= 5;
        text.append("0123456789ABCDEFGHIJKLMNOPQRSTUV".charAt((bits >> count) & 31));
      }
    }
    return count == 0
        ? text.toString()
        : text.append("0123456789ABCDEFGHIJKLMNOPQRSTUV".charAt((bits << (5 - count)) & 31))
            .toString();
  }

  private void types() {
    while (at < rdata.length) {
      var window = (int) number(1);
      var bitmap = octets((int) number(1));
      for (var i = 0; i < bitmap.length * 8; i++) {
        if ((bitmap[i / 8] & (0x80 >> (i % 8))) != 0) {
          words.add(RecordType.mnemonic(window * 256 + i));
        }
      }
    }
  }

  private String groups(int octets, int each, char separator) {
    var text = new StringBuilder();
    var hex = HexFormat.of();
    for (var i = 0; i < octets; i += each) {
      text.append(i == 0 ? "" : separator).append(hex.formatHex(octets(each)));
    }
    return text.toString();
  }
}
