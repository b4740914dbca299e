package org.pharosdns.zone.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of SVCB and HTTPS records (RFC 9460 sections 2.1 and 7, RFC 9461, 9540).
final class ServiceParameters {
  private static final int MANDATORY = 0;
  private static final int ALPN = 1;
  private static final int NO_DEFAULT_ALPN = 2;
  private static final int PORT = 3;
  private static final int IPV4HINT = 4;
  private static final int ECH = 5;
  private static final int IPV6HINT = 6;
  private static final int DOHPATH = 7;
  private static final int OHTTP = 8;
  private static final int GROUPS = 9;

  private static final List<String> KEYS =
      List.of(
          "mandatory",
          "alpn",
          "no-default-alpn",
          "port",
          "ipv4hint",
          "ech",
          "ipv6hint",
          "dohpath",
          "ohttp",
          "tls-supported-groups");

  private final Entry entry;
  private final int token;
  private final byte[] value;

  private ServiceParameters(Entry entry, int token, byte[] value) {
    this.entry = entry;
    this.token = token;
    this.value = value;
  }

  /// Reads the tokens from `first` to the end and writes them sorted by key.
  static void read(Entry entry, int first, RdataBuffer out) throws BadText {
    var parameters = new TreeMap<Integer, byte[]>();
    for (var token = first; token < entry.count(); token++) {
      var equals = equalsSign(entry, token);
      var key = key(keyText(entry, token, equals));
      if (key < 0) {
        throw new BadText(
            entry.offset(token),
            "\"" + keyText(entry, token, equals) + "\" is no parameter of a service",
            Mnemonics.similar(keyText(entry, token, equals), KEYS));
      }
      var raw = equals < 0 ? null : decode(entry, token, equals + 1);
      if (parameters.put(key, wireValue(entry, token, key, raw)) != null) {
        throw new BadText(entry.offset(token), "the parameter " + name(key) + " stands twice");
      }
    }
    for (var parameter : parameters.entrySet()) {
      out.checkRoom(entry.offset(first));
      out.u16(parameter.getKey());
      out.u16(parameter.getValue().length);
      if (out.length() + parameter.getValue().length > RdataBuffer.MAX_OCTETS) {
        throw new BadText(entry.offset(first), "RDATA of more than 65,535 octets");
      }
      out.bytes(parameter.getValue());
    }
  }

  private static int equalsSign(Entry entry, int token) {
    for (var i = entry.from(token); i < entry.to(token); i++) {
      if (entry.octets()[i] == '=') {
        return i;
      }
    }
    return -1;
  }

  private static String keyText(Entry entry, int token, int equals) {
    var text = entry.text(token);
    var length = equals - entry.from(token);
    return equals < 0 || length > text.length() ? text : text.substring(0, length);
  }

  private static int key(String text) {
    var known = KEYS.indexOf(text.toLowerCase(Locale.ROOT));
    if (known >= 0) {
      return known;
    }
    if (!text.toLowerCase(Locale.ROOT).matches("key(0|[1-9][0-9]{0,4})")) {
      return -1;
    }
    var number = Integer.parseInt(text.substring(3));
    return number < 65_535 ? number : -1;
  }

  private static String name(int key) {
    return key < KEYS.size() ? KEYS.get(key) : "key" + key;
  }

  /// Returns the octets of a value with the escapes of the master file undone.
  private static byte[] decode(Entry entry, int token, int from) throws BadText {
    var octets = entry.octets();
    var to = entry.to(token);
    if (entry.quoted(token)) {
      throw new BadText(entry.offset(token), "quote only the value", "as in alpn=\"h2,h3\"");
    }
    var start = from;
    var quoted = from < to && octets[from] == '"';
    if (quoted) {
      start++;
      to--;
    }
    var out = new byte[Math.max(0, to - start)];
    var length = 0;
    for (var i = start; i < to; ) {
      if (octets[i] == '"') {
        throw new BadText(i, "a quote within a value", "quote the whole value");
      }
      var escape = octets[i] == '\\';
      out[length++] = escape ? NameText.escaped(octets, i, to) : octets[i];
      i += escape ? NameText.escapeOctets(octets, i) : 1;
    }
    return Arrays.copyOf(out, length);
  }

  private static byte[] wireValue(Entry entry, int token, int key, byte @Nullable [] raw)
      throws BadText {
    if (key > GROUPS || entry.text(token).toLowerCase(Locale.ROOT).startsWith("key")) {
      return raw == null ? new byte[0] : raw;
    }
    if (key == NO_DEFAULT_ALPN || key == OHTTP) {
      if (raw != null) {
        throw new BadText(entry.offset(token), name(key) + " has no value");
      }
      return new byte[0];
    }
    if (raw == null || raw.length == 0) {
      throw new BadText(entry.offset(token), name(key) + " needs a value");
    }
    var one = new ServiceParameters(entry, token, raw);
    return switch (key) {
      case MANDATORY -> one.mandatory();
      case ALPN -> one.alpn();
      case PORT -> one.number();
      case IPV4HINT -> one.addresses(4);
      case ECH -> one.base64();
      case IPV6HINT -> one.addresses(16);
      case GROUPS -> one.numbers();
      default -> raw;
    };
  }

  private BadText bad(String message) {
    return new BadText(entry.offset(token), message);
  }

  /// Returns the items of a comma-separated list with the escapes of the list undone (RFC 9460
  /// appendix A.1).
  private List<byte[]> items() throws BadText {
    var items = new ArrayList<byte[]>();
    var item = new byte[value.length];
    var length = 0;
    for (var i = 0; i <= value.length; i++) {
      if (i == value.length || value[i] == ',') {
        if (length == 0) {
          throw bad("an empty item in a list");
        }
        items.add(Arrays.copyOf(item, length));
        length = 0;
      } else if (value[i] == '\\') {
        if (i + 1 == value.length || (value[i + 1] != '\\' && value[i + 1] != ',')) {
          throw bad("in a list a backslash stands only before a comma or a backslash");
        }
        item[length++] = value[++i];
      } else {
        item[length++] = value[i];
      }
    }
    return items;
  }

  private static String text(byte[] item) {
    return new String(item, StandardCharsets.ISO_8859_1);
  }

  private byte[] mandatory() throws BadText {
    var keys = new ArrayList<Integer>();
    for (var item : items()) {
      var key = key(text(item));
      if (key < 0) {
        throw bad("a key in mandatory that is none");
      }
      keys.add(key);
    }
    keys.sort(null);
    var out = new byte[keys.size() * 2];
    for (var i = 0; i < keys.size(); i++) {
      out[2 * i] = (byte) (keys.get(i) >> 8);
      out[2 * i + 1] = (byte) (int) keys.get(i);
    }
    return out;
  }

  private byte[] alpn() throws BadText {
    var out = new byte[value.length + 1];
    var length = 0;
    for (var item : items()) {
      if (item.length > 255) {
        throw bad("a protocol name of more than 255 octets");
      }
      out[length++] = (byte) item.length;
      System.arraycopy(item, 0, out, length, item.length);
      length += item.length;
    }
    return Arrays.copyOf(out, length);
  }

  private byte[] number() throws BadText {
    return u16(value);
  }

  private byte[] u16(byte[] digits) throws BadText {
    var number = 0;
    for (var digit : digits) {
      number = number * 10 + digit - '0';
      if (digit < '0' || digit > '9' || number > 0xffff) {
        throw bad("\"" + text(digits) + "\" is no number of 0 to 65535");
      }
    }
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  private byte[] numbers() throws BadText {
    var items = items();
    var out = new byte[items.size() * 2];
    for (var i = 0; i < items.size(); i++) {
      System.arraycopy(u16(items.get(i)), 0, out, 2 * i, 2);
    }
    return out;
  }

  private byte[] addresses(int octets) throws BadText {
    var items = items();
    var out = new byte[items.size() * octets];
    for (var i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var address = new byte[32];
      var right =
          octets == 4
              ? AddressText.ipv4(item, 0, item.length, address, 0)
              : AddressText.ipv6(item, 0, item.length, address, 0);
      if (!right) {
        throw bad("\"" + text(item) + "\" is no IPv" + (octets == 4 ? 4 : 6) + " address");
      }
      System.arraycopy(address, 0, out, i * octets, octets);
    }
    return out;
  }

  private byte[] base64() throws BadText {
    var decoded = new RdataBuffer();
    var word = new Entry();
    word.start(value, 0, false);
    word.add(0, value.length, 0);
    try {
      OctetText.base64(word, 0, 1, decoded);
    } catch (BadText e) {
      throw bad("ech is base64: " + e.message());
    }
    return decoded.copy(0);
  }

  /// Checks what must hold among the parameters of a record in wire form.
  static void check(RdataBuffer rdata, Entry entry, int first) throws BadText {
    var parameters = parameters(rdata);
    for (var parameter : parameters.entrySet()) {
      if (!rightLength(parameter.getKey(), parameter.getValue())) {
        throw new BadText(
            entry.offset(first), "the value of " + name(parameter.getKey()) + " is not right");
      }
    }
    if (parameters.containsKey(NO_DEFAULT_ALPN) && !parameters.containsKey(ALPN)) {
      throw new BadText(entry.offset(first), "no-default-alpn without alpn");
    }
    var mandatory = parameters.getOrDefault(MANDATORY, new byte[0]);
    var last = -1;
    for (var i = 0; i + 1 < mandatory.length; i += 2) {
      var key = u16(mandatory, i);
      if (key == MANDATORY || key <= last) {
        throw new BadText(entry.offset(first), "mandatory names " + name(key) + " wrongly");
      }
      if (!parameters.containsKey(key)) {
        throw new BadText(
            entry.offset(first), "mandatory names " + name(key) + ", which is missing");
      }
      last = key;
    }
  }

  private static Map<Integer, byte[]> parameters(RdataBuffer rdata) {
    var octets = rdata.octets();
    var at = 2;
    while (octets[at] != 0) {
      at += 1 + octets[at];
    }
    at++;
    var parameters = new TreeMap<Integer, byte[]>();
    while (at + 4 <= rdata.length()) {
      var key = u16(octets, at);
      var length = u16(octets, at + 2);
      parameters.put(key, Arrays.copyOfRange(octets, at + 4, at + 4 + length));
      at += 4 + length;
    }
    return parameters;
  }

  private static int u16(byte[] octets, int at) {
    return ((octets[at] & 0xff) << 8) | (octets[at + 1] & 0xff);
  }

  private static boolean rightLength(int key, byte[] value) {
    return switch (key) {
      case MANDATORY, GROUPS -> value.length > 0 && value.length % 2 == 0;
      case ALPN -> isAlpn(value);
      case NO_DEFAULT_ALPN, OHTTP -> value.length == 0;
      case PORT -> value.length == 2;
      case IPV4HINT -> value.length > 0 && value.length % 4 == 0;
      case IPV6HINT -> value.length > 0 && value.length % 16 == 0;
      case ECH, DOHPATH -> value.length > 0;
      default -> true;
    };
  }

  private static boolean isAlpn(byte[] value) {
    var at = 0;
    while (at < value.length && value[at] != 0) {
      at += 1 + (value[at] & 0xff);
    }
    return at == value.length && at > 0;
  }
}
