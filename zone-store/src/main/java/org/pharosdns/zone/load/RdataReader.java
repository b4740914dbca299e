package org.pharosdns.zone.load;

import static org.pharosdns.zone.load.RdataBuffer.MAX_OCTETS;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TreeSet;
import org.pharosdns.dns.wire.RecordType;

/// Reads the RDATA of one record from the tokens of an entry into wire form.
///
/// Types in the table of {@link RdataField} are read here, the few others by {@link LibraryRdata},
/// and `\#` (RFC 3597 section 5) stands for any type.
final class RdataReader {
  private final RdataBuffer out = new RdataBuffer();
  private Entry entry = new Entry();
  private byte[] origin = new byte[1];
  private int token;

  /// Returns the RDATA that was read last.
  RdataBuffer rdata() {
    return out;
  }

  /// Reads the tokens from `first` to the end of the entry as RDATA of `type`.
  void read(int type, Entry entry, int first, byte[] origin) throws BadText {
    this.entry = entry;
    this.origin = origin;
    this.token = first;
    out.clear();
    var fields = RdataField.of(type);
    if (first < entry.count() && entry.is(first, "\\#", Entry.ESCAPED)) {
      UnknownRdata.read(type, entry, first, out);
    } else if (fields != null) {
      for (var field : fields) {
        read(field);
      }
      if (token < entry.count()) {
        throw new BadText(
            entry.offset(token),
            "\"" + entry.text(token) + "\" is too much for " + RecordType.mnemonic(type),
            "quote a text with blanks; a comment starts with \";\"");
      }
      RdataRules.check(type, out, entry, first);
    } else {
      LibraryRdata.read(type, entry, first, origin, out);
    }
    if (out.length() > MAX_OCTETS) {
      throw new BadText(entry.offset(first), "RDATA of more than 65,535 octets");
    }
  }

  private void read(RdataField field) throws BadText {
    switch (field) {
      case U8 -> out.u8((int) NumberText.integer(entry, next("number"), 0xff));
      case U16 -> out.u16((int) NumberText.integer(entry, next("number"), 0xffff));
      case U32 -> out.u32(NumberText.integer(entry, next("number"), 0xffff_ffffL));
      case U64 -> u64();
      case SECONDS -> out.u32(NumberText.ttlSeconds(entry, next("time in seconds")));
      case TIME -> out.u32(time(next("time")));
      case NAME -> name();
      case STRING -> string();
      case OPTIONAL_STRING -> optionalString();
      case STRINGS -> strings();
      case TAG -> tag();
      case LONG_STRING -> OctetText.read(entry, next("text"), out, MAX_OCTETS);
      case QUOTED_LONG_STRING -> quotedLongString();
      case IPV4 -> ipv4();
      case IPV6 -> ipv6();
      case HEX -> hexToTheEnd();
      case BASE64 -> base64ToTheEnd();
      case OPTIONAL_BASE64 -> optionalBase64();
      case SALT -> salt();
      case HASH -> hash();
      case TYPES -> types();
      case SOME_TYPES -> someTypes();
      case TYPE -> out.u16(type(next("type")));
      case ALGORITHM -> out.u8(Mnemonics.algorithm(entry, next("algorithm")));
      case CERT_TYPE -> out.u16(Mnemonics.certType(entry, next("certificate type")));
      case SCHEME -> out.u8(Mnemonics.scheme(entry, next("scheme")));
      case EUI48 -> OctetText.groups(entry, next("address"), 6, 2, '-', out);
      case EUI64 -> OctetText.groups(entry, next("address"), 8, 2, '-', out);
      case LOCATOR -> OctetText.groups(entry, next("locator"), 4, 4, ':', out);
      case SERVICE_PARAMETERS -> serviceParameters();
      case LOCATION -> token = LocationText.read(entry, token, out);
      case GATEWAY -> gateway();
      case RELAY -> relay();
    }
  }

  /// Returns the next token and steps over it.
  private int next(String what) throws BadText {
    if (token >= entry.count()) {
      throw new BadText(entry.offset(token), "the record ends before its " + what);
    }
    out.checkRoom(entry.offset(token));
    return token++;
  }

  private void u64() throws BadText {
    var number = next("number");
    var text = entry.text(number);
    try {
      var value = Long.parseUnsignedLong(text);
      out.u32(value >>> 32);
      out.u32(value);
    } catch (NumberFormatException e) {
      throw new BadText(entry.offset(number), "\"" + text + "\" is no number of 64 bits");
    }
  }

  private long time(int token) throws BadText {
    if (entry.to(token) - entry.from(token) != 14) {
      return NumberText.integer(entry, token, 0xffff_ffffL);
    }
    var digits = NumberText.integer(entry, token, 99_999_999_999_999L);
    try {
      var date = (int) (digits / 1_000_000);
      var time = (int) (digits % 1_000_000);
      return LocalDateTime.of(
              date / 10_000,
              date / 100 % 100,
              date % 100,
              time / 10_000,
              time / 100 % 100,
              time % 100)
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new BadText(
          entry.offset(token), entry.text(token) + " is no time", "as in 20261231235959");
    }
  }

  private void name() throws BadText {
    var length = NameText.read(entry, next("name"), origin, out.octets(), out.length());
    out.wrote(length);
  }

  private void string() throws BadText {
    var at = out.length();
    out.u8(0);
    OctetText.read(entry, next("string"), out, 255);
    out.set(at, out.length() - at - 1);
  }

  private void optionalString() throws BadText {
    if (token < entry.count()) {
      string();
    }
  }

  private void strings() throws BadText {
    do {
      string();
    } while (token < entry.count());
  }

  private void tag() throws BadText {
    var tag = token;
    var at = out.length();
    string();
    for (var i = at + 1; i < out.length(); i++) {
      if (!Character.isLetterOrDigit(out.octets()[i]) || out.octets()[i] < 0) {
        throw new BadText(entry.offset(tag), "a tag is made of letters and digits");
      }
    }
    if (out.length() == at + 1) {
      throw new BadText(entry.offset(tag), "the tag is empty", "issue, issuewild or iodef");
    }
  }

  private void ipv4() throws BadText {
    var address = next("IPv4 address");
    if (entry.quoted(address)
        || !AddressText.ipv4(
            entry.octets(), entry.from(address), entry.to(address), out.octets(), out.length())) {
      throw new BadText(
          entry.offset(address), "\"" + entry.text(address) + "\" is not an IPv4 address");
    }
    out.wrote(4);
  }

  private void ipv6() throws BadText {
    var address = next("IPv6 address");
    if (entry.quoted(address)
        || !AddressText.ipv6(
            entry.octets(), entry.from(address), entry.to(address), out.octets(), out.length())) {
      throw new BadText(
          entry.offset(address), "\"" + entry.text(address) + "\" is not an IPv6 address");
    }
    out.wrote(16);
  }

  private void hexToTheEnd() throws BadText {
    var first = next("hexadecimal number");
    OctetText.hex(entry, first, entry.count(), out);
    token = entry.count();
  }

  private void base64ToTheEnd() throws BadText {
    var first = next("base64 text");
    OctetText.base64(entry, first, entry.count(), out);
    token = entry.count();
  }

  private void optionalBase64() throws BadText {
    if (token == entry.count() - 1 && entry.is(token, "-")) {
      token++;
    } else {
      base64ToTheEnd();
    }
  }

  private void salt() throws BadText {
    var salt = next("salt");
    var at = out.length();
    out.u8(0);
    if (!entry.is(salt, "-")) {
      OctetText.hex(entry, salt, salt + 1, out);
    }
    setLength(at, salt);
  }

  private void hash() throws BadText {
    var hash = next("hash");
    var at = out.length();
    out.u8(0);
    OctetText.base32(entry, hash, out);
    setLength(at, hash);
  }

  private void setLength(int at, int token) throws BadText {
    var length = out.length() - at - 1;
    if (length > 255) {
      throw new BadText(entry.offset(token), length + " octets; at most 255 are allowed");
    }
    out.set(at, length);
  }

  private int type(int token) throws BadText {
    var type = TypeText.parse(entry, token);
    if (type < 0) {
      throw new BadText(
          entry.offset(token),
          "\"" + entry.text(token) + "\" is no record type",
          Mnemonics.similarType(entry.text(token)));
    }
    return type;
  }

  private void types() throws BadText {
    var types = new TreeSet<Integer>();
    while (token < entry.count()) {
      types.add(type(next("type")));
    }
    TypeBitmap.write(types, out);
  }

  private void someTypes() throws BadText {
    if (token >= entry.count()) {
      throw new BadText(entry.offset(token), "the record ends before its types");
    }
    types();
  }

  private void quotedLongString() throws BadText {
    var text = next("text");
    if (!entry.quoted(text)) {
      throw new BadText(entry.offset(text), "this stands in quotes");
    }
    OctetText.read(entry, text, out, MAX_OCTETS);
  }

  private void serviceParameters() throws BadText {
    ServiceParameters.read(entry, token, out);
    token = entry.count();
  }

  private void relay() throws BadText {
    var discovery = NumberText.integer(entry, next("discovery bit"), 1);
    var kind = next("relay type");
    var type = (int) NumberText.integer(entry, kind, 0x7f);
    out.u8((int) ((discovery << 7) | type));
    host(type, kind);
  }

  private void gateway() throws BadText {
    var kind = next("gateway type");
    var type = (int) NumberText.integer(entry, kind, 0xff);
    out.u8(type);
    var algorithm = (int) NumberText.integer(entry, next("algorithm"), 0xff);
    out.u8(algorithm);
    host(type, kind);
    if (algorithm != 0 || token < entry.count()) {
      base64ToTheEnd();
    }
  }

  /// Reads nothing (`.`), an address or a name, as the type that stands at `kind` says.
  private void host(int type, int kind) throws BadText {
    switch (type) {
      case 0 -> {
        if (!entry.is(next("\".\""), ".")) {
          throw new BadText(entry.offset(token - 1), "type 0 has \".\" here");
        }
      }
      case 1 -> ipv4();
      case 2 -> ipv6();
      case 3 -> name();
      default -> throw new BadText(entry.offset(kind), "the type " + type + " is not known");
    }
  }
}
