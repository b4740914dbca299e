package org.pharosdns.dns.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Record types: numbers for the query path, mnemonics of the whole IANA registry for people.
public final class RecordType {
  /// IPv4 address.
  public static final int A = 1;

  /// Name server.
  public static final int NS = 2;

  /// Mail destination, obsolete.
  public static final int MD = 3;

  /// Mail forwarder, obsolete.
  public static final int MF = 4;

  /// Alias.
  public static final int CNAME = 5;

  /// Start of authority.
  public static final int SOA = 6;

  /// Mailbox.
  public static final int MB = 7;

  /// Mail group.
  public static final int MG = 8;

  /// Mail rename.
  public static final int MR = 9;

  /// Pointer.
  public static final int PTR = 12;

  /// Mailbox information.
  public static final int MINFO = 14;

  /// Mail exchange.
  public static final int MX = 15;

  /// Text.
  public static final int TXT = 16;

  /// IPv6 address (RFC 3596).
  public static final int AAAA = 28;

  /// Service (RFC 2782).
  public static final int SRV = 33;

  /// Subtree alias (RFC 6672).
  public static final int DNAME = 39;

  /// EDNS (RFC 6891).
  public static final int OPT = 41;

  /// Delegation signer (RFC 4034).
  public static final int DS = 43;

  /// Signature of an RRset (RFC 4034).
  public static final int RRSIG = 46;

  /// What is next in the zone (RFC 4034).
  public static final int NSEC = 47;

  /// Service binding (RFC 9460).
  public static final int SVCB = 64;

  /// Service binding of HTTPS (RFC 9460).
  public static final int HTTPS = 65;

  /// Transaction signature (RFC 8945).
  public static final int TSIG = 250;

  /// Incremental transfer (RFC 1995).
  public static final int IXFR = 251;

  /// Full transfer (RFC 5936).
  public static final int AXFR = 252;

  /// Every type (RFC 8482).
  public static final int ANY = 255;

  private static final String REGISTRY =
      """
      A=1 NS=2 MD=3 MF=4 CNAME=5 SOA=6 MB=7 MG=8 MR=9 NULL=10 WKS=11 PTR=12 HINFO=13 MINFO=14 MX=15 TXT=16 RP=17
      AFSDB=18 X25=19 ISDN=20 RT=21 NSAP=22 NSAP-PTR=23 SIG=24 KEY=25 PX=26 GPOS=27 AAAA=28 LOC=29 NXT=30 EID=31
      NIMLOC=32 SRV=33 ATMA=34 NAPTR=35 KX=36 CERT=37 A6=38 DNAME=39 SINK=40 OPT=41 APL=42 DS=43 SSHFP=44
      IPSECKEY=45 RRSIG=46 NSEC=47 DNSKEY=48 DHCID=49 NSEC3=50 NSEC3PARAM=51 TLSA=52 SMIMEA=53 HIP=55 NINFO=56
      RKEY=57 TALINK=58 CDS=59 CDNSKEY=60 OPENPGPKEY=61 CSYNC=62 ZONEMD=63 SVCB=64 HTTPS=65 DSYNC=66 HHIT=67
      BRID=68 SPF=99 UINFO=100 UID=101 GID=102 UNSPEC=103 NID=104 L32=105 L64=106 LP=107 EUI48=108 EUI64=109
      NXNAME=128 TKEY=249 TSIG=250 IXFR=251 AXFR=252 MAILB=253 MAILA=254 ANY=255 URI=256 CAA=257 AVC=258 DOA=259
      AMTRELAY=260 RESINFO=261 WALLET=262 CLA=263 IPN=264 TA=32768 DLV=32769
      """;

  private static final Map<String, Integer> NUMBERS = new HashMap<>();
  private static final Map<Integer, String> MNEMONICS = new HashMap<>();

  static {
    for (var entry : REGISTRY.strip().split("\\s+", -1)) {
      var equals = entry.indexOf('=');
      var number = Integer.valueOf(entry.substring(equals + 1));
      NUMBERS.put(entry.substring(0, equals), number);
      MNEMONICS.put(number, entry.substring(0, equals));
    }
  }

  private RecordType() {}

  /// Returns the mnemonic of `type`, or `TYPE123` (RFC 3597 section 5) when it has none.
  public static String mnemonic(int type) {
    var mnemonic = MNEMONICS.get(type);
    return mnemonic == null ? "TYPE" + type : mnemonic;
  }

  /// Returns the number that a mnemonic or `TYPE123` stands for, case ignored; −1 when it is
  /// neither.
  public static int parse(String text) {
    var upper = text.toUpperCase(Locale.ROOT);
    var number = NUMBERS.get(upper);
    if (number != null) {
      return number;
    }
    return upper.matches("TYPE[0-9]{1,5}") ? inRange(Integer.parseInt(upper.substring(4))) : -1;
  }

  private static int inRange(int type) {
    return type <= 0xffff ? type : -1;
  }

  /// Whether `type` is that of addresses, A or AAAA.
  public static boolean isAddress(int type) {
    return type == A || type == AAAA;
  }
}
