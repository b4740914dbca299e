package org.pharosdns.zone.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.RecordType;

/// One field of RDATA: what stands in the text and on the wire. The table says which fields make
/// up the RDATA of a type; {@link RdataReader} reads the text, {@link RdataWire} checks the wire
/// form.
enum RdataField {
  U8,
  U16,
  U32,
  /// 64 bits in decimal.
  U64,
  /// 32 bits, a time in seconds, units allowed.
  SECONDS,
  /// 32 bits, `20260101000000` or seconds since 1970 (RFC 4034 section 3.2).
  TIME,
  NAME,
  /// A `<character-string>` of up to 255 octets.
  STRING,
  /// A `<character-string>` that may be missing.
  OPTIONAL_STRING,
  /// One or more strings to the end.
  STRINGS,
  /// The tag of a CAA record: a string of letters and digits (RFC 8659 section 4.1).
  TAG,
  /// One string to the end without length in front.
  LONG_STRING,
  /// As {@link #LONG_STRING}, always in quotes (RFC 7553 section 4.4).
  QUOTED_LONG_STRING,
  IPV4,
  IPV6,
  /// Hexadecimal to the end, blanks allowed.
  HEX,
  /// Base64 to the end, blanks allowed; at least one octet.
  BASE64,
  /// As {@link #BASE64}, where `-` stands for nothing.
  OPTIONAL_BASE64,
  /// Length and hexadecimal, `-` for none (RFC 5155 section 3.3).
  SALT,
  /// Length and base32hex without padding (RFC 5155 section 3.3).
  HASH,
  /// Type bitmap to the end, may be empty (RFC 4034 section 4.1.2).
  TYPES,
  /// As {@link #TYPES}, at least one.
  SOME_TYPES,
  TYPE,
  /// DNSSEC algorithm, number or mnemonic.
  ALGORITHM,
  /// Certificate type, number or mnemonic (RFC 4398 section 2.1).
  CERT_TYPE,
  /// DSYNC scheme, number or `NOTIFY` (RFC 9859).
  SCHEME,
  /// 6 octets as `00-00-5e-00-53-2a` (RFC 7043).
  EUI48,
  /// 8 octets as `00-00-5e-ef-10-00-00-2a` (RFC 7043).
  EUI64,
  /// 64 bits as `0014:4fff:ff20:ee64` (RFC 6742).
  LOCATOR,
  /// Parameters of SVCB and HTTPS to the end (RFC 9460 section 2.1).
  SERVICE_PARAMETERS,
  /// A place on Earth to the end (RFC 1876).
  LOCATION,
  /// Gateway type, algorithm, gateway, and a key unless the algorithm is 0 (RFC 4025 section 3).
  GATEWAY,
  /// Precedence, discovery bit, relay type, relay (RFC 8777 section 4.3).
  RELAY;

  private static final int TABLE = 265;
  private static final RdataField[] @Nullable [] SMALL_TYPES = new RdataField[TABLE][];
  private static final Map<Integer, RdataField[]> OTHER_TYPES = new HashMap<>();

  static {
    for (var type : List.of("NS", "MD", "MF", "CNAME", "MB", "MG", "MR", "PTR", "DNAME")) {
      put(type, NAME);
    }
    put("A", IPV4);
    put("AAAA", IPV6);
    put("SOA", NAME, NAME, U32, SECONDS, SECONDS, SECONDS, SECONDS);
    for (var type : List.of("TXT", "SPF", "NINFO", "AVC", "RESINFO", "WALLET", "CLA")) {
      put(type, STRINGS);
    }
    for (var type : List.of("MX", "AFSDB", "RT", "KX", "LP")) {
      put(type, U16, NAME);
    }
    for (var type : List.of("MINFO", "RP", "TALINK")) {
      put(type, NAME, NAME);
    }
    put("NSAP-PTR", NAME);
    put("HINFO", STRING, STRING);
    put("X25", STRING);
    put("ISDN", STRING, OPTIONAL_STRING);
    put("PX", U16, NAME, NAME);
    put("GPOS", STRING, STRING, STRING);
    put("SRV", U16, U16, U16, NAME);
    put("NAPTR", U16, U16, STRING, STRING, STRING, NAME);
    put("CERT", CERT_TYPE, U16, ALGORITHM, BASE64);
    for (var type : List.of("DS", "CDS", "TA", "DLV")) {
      put(type, U16, ALGORITHM, U8, HEX);
    }
    for (var type : List.of("DNSKEY", "CDNSKEY", "KEY", "RKEY")) {
      put(type, U16, U8, ALGORITHM, BASE64);
    }
    for (var type : List.of("RRSIG", "SIG")) {
      put(type, TYPE, ALGORITHM, U8, U32, TIME, TIME, U16, NAME, BASE64);
    }
    put("LOC", LOCATION);
    put("SSHFP", U8, U8, HEX);
    put("NSEC", NAME, SOME_TYPES);
    for (var type : List.of("DHCID", "OPENPGPKEY", "HHIT", "BRID")) {
      put(type, BASE64);
    }
    put("NSEC3", U8, U8, U16, SALT, HASH, TYPES);
    put("NSEC3PARAM", U8, U8, U16, SALT);
    put("TLSA", U8, U8, U8, HEX);
    put("SMIMEA", U8, U8, U8, HEX);
    put("CSYNC", U32, U16, TYPES);
    put("ZONEMD", U32, U8, U8, HEX);
    put("SVCB", U16, NAME, SERVICE_PARAMETERS);
    put("HTTPS", U16, NAME, SERVICE_PARAMETERS);
    put("DSYNC", TYPE, SCHEME, U16, NAME);
    put("NID", U16, LOCATOR);
    put("L64", U16, LOCATOR);
    put("L32", U16, IPV4);
    put("EUI48", EUI48);
    put("EUI64", EUI64);
    put("URI", U16, U16, QUOTED_LONG_STRING);
    put("CAA", U8, TAG, LONG_STRING);
    put("DOA", U32, U32, U8, STRING, OPTIONAL_BASE64);
    put("AMTRELAY", U8, RELAY);
    put("IPSECKEY", U8, GATEWAY);
    put("IPN", U64);
  }

  private static void put(String mnemonic, RdataField... fields) {
    var type = RecordType.parse(mnemonic);
    if (type < TABLE) {
      SMALL_TYPES[type] = fields;
    } else {
      OTHER_TYPES.put(type, fields);
    }
  }

  /// Returns the fields of a type, null when they do not stand in the table. Not to be written.
  static RdataField @Nullable [] of(int type) {
    return type < TABLE ? SMALL_TYPES[type] : OTHER_TYPES.get(type);
  }
}
