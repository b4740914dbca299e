package org.pharosdns.conformance;

import java.util.HashMap;
import java.util.Map;

/// Mnemonics of RR types, both ways; `TYPE1234` for the others (RFC 3597 section 5).
public final class TypeNames {
  private static final String TABLE =
      """
      A 1 NS 2 MD 3 MF 4 CNAME 5 SOA 6 MB 7 MG 8 MR 9 NULL 10 WKS 11 PTR 12 HINFO 13 MINFO 14 MX 15
      TXT 16 RP 17 AFSDB 18 X25 19 ISDN 20 RT 21 NSAP 22 NSAP-PTR 23 SIG 24 KEY 25 PX 26 GPOS 27
      AAAA 28 LOC 29 SRV 33 NAPTR 35 KX 36 CERT 37 DNAME 39 OPT 41 APL 42 DS 43 SSHFP 44
      IPSECKEY 45 RRSIG 46 NSEC 47 DNSKEY 48 DHCID 49 NSEC3 50 NSEC3PARAM 51 TLSA 52 SMIMEA 53
      HIP 55 CDS 59 CDNSKEY 60 OPENPGPKEY 61 CSYNC 62 ZONEMD 63 SVCB 64 HTTPS 65 SPF 99 NID 104
      L32 105 L64 106 LP 107 EUI48 108 EUI64 109 TKEY 249 TSIG 250 IXFR 251 AXFR 252 MAILB 253
      MAILA 254 ANY 255 URI 256 CAA 257 AVC 258 DLV 32769
      """;
  private static final Map<String, Integer> NUMBERS = new HashMap<>();
  private static final Map<Integer, String> NAMES = new HashMap<>();

  static {
    var words = TABLE.strip().split("\\s+", -1);
    for (var i = 0; i < words.length; i += 2) {
      NUMBERS.put(words[i], Integer.valueOf(words[i + 1]));
      NAMES.put(Integer.valueOf(words[i + 1]), words[i]);
    }
  }

  private TypeNames() {}

  /// Returns the mnemonic of `type`.
  public static String text(int type) {
    return NAMES.getOrDefault(type, "TYPE" + type);
  }

  /// Returns the number of the type that `text` names.
  public static int number(String text) {
    var known = NUMBERS.get(text);
    return known != null ? known : Integer.parseInt(text.substring("TYPE".length()));
  }
}
