package org.pharosdns.zone.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words that stand for numbers in RDATA, and the word that a mistyped one was meant to be.
final class Mnemonics {
  private static final Map<String, Integer> ALGORITHMS =
      Map.ofEntries(
          Map.entry("RSAMD5", 1),
          Map.entry("DH", 2),
          Map.entry("DSA", 3),
          Map.entry("RSASHA1", 5),
          Map.entry("DSA-NSEC3-SHA1", 6),
          Map.entry("NSEC3DSA", 6),
          Map.entry("RSASHA1-NSEC3-SHA1", 7),
          Map.entry("NSEC3RSASHA1", 7),
          Map.entry("RSASHA256", 8),
          Map.entry("RSASHA512", 10),
          Map.entry("ECC-GOST", 12),
          Map.entry("ECDSAP256SHA256", 13),
          Map.entry("ECDSAP384SHA384", 14),
          Map.entry("ED25519", 15),
          Map.entry("ED448", 16),
          Map.entry("SM2SM3", 17),
          Map.entry("INDIRECT", 252),
          Map.entry("PRIVATEDNS", 253),
          Map.entry("PRIVATEOID", 254));

  private static final Map<String, Integer> CERT_TYPES =
      Map.of(
          "PKIX", 1, "SPKI", 2, "PGP", 3, "IPKIX", 4, "ISPKI", 5, "IPGP", 6, "ACPKIX", 7, "IACPKIX",
          8, "URI", 253, "OID", 254);

  private static final List<String> COMMON_TYPES =
      List.of(
          "A",
          "AAAA",
          "CAA",
          "CDNSKEY",
          "CDS",
          "CERT",
          "CNAME",
          "CSYNC",
          "DNAME",
          "DNSKEY",
          "DS",
          "HINFO",
          "HTTPS",
          "LOC",
          "MX",
          "NAPTR",
          "NS",
          "NSEC",
          "NSEC3",
          "NSEC3PARAM",
          "OPENPGPKEY",
          "PTR",
          "RP",
          "RRSIG",
          "SMIMEA",
          "SOA",
          "SPF",
          "SRV",
          "SSHFP",
          "SVCB",
          "TLSA",
          "TXT",
          "URI",
          "ZONEMD");

  private Mnemonics() {}

  static int algorithm(Entry entry, int token) throws BadText {
    return numberOf(ALGORITHMS, entry, token, 0xff, "algorithm");
  }

  static int certType(Entry entry, int token) throws BadText {
    return numberOf(CERT_TYPES, entry, token, 0xffff, "certificate type");
  }

  static int scheme(Entry entry, int token) throws BadText {
    return numberOf(Map.of("NOTIFY", 1), entry, token, 0xff, "scheme");
  }

  private static int numberOf(
      Map<String, Integer> words, Entry entry, int token, int max, String what) throws BadText {
    if (NumberText.looksLikeTtl(entry, token)) {
      return (int) NumberText.integer(entry, token, max);
    }
    var number = words.get(entry.text(token).toUpperCase(Locale.ROOT));
    if (number == null || entry.quoted(token)) {
      throw new BadText(
          entry.offset(token),
          "\"" + entry.text(token) + "\" is no " + what,
          similar(entry.text(token), words.keySet()));
    }
    return number;
  }

  /// Returns a hint that names the record type meant, null when none is near.
  static @Nullable String similarType(String word) {
    return similar(word, COMMON_TYPES);
  }

  /// Returns `did you mean "X"?` for the nearest of `words`, null when none is near.
  static @Nullable String similar(String word, Iterable<String> words) {
    var upper = word.toUpperCase(Locale.ROOT);
    var best = upper.length() <= 3 ? 2 : 3;
    String nearest = null;
    for (var candidate : words) {
      var distance = distance(upper, candidate.toUpperCase(Locale.ROOT));
      if (distance < best && distance < candidate.length()) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest == null ? null : "did you mean \"" + nearest + "\"?";
  }

  /// Returns the number of letters to insert, delete, replace or swap with their neighbour.
  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var k = 0; k <= b.length(); k++) {
        if (i == 0 || k == 0) {
          d[i][k] = i + k;
          continue;
        }
        var replaced = d[i - 1][k - 1] + (a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1);
        d[i][k] = Math.min(replaced, 1 + Math.min(d[i - 1][k], d[i][k - 1]));
        if (i > 1
            && k > 1
            && a.charAt(i - 1) == b.charAt(k - 2)
            && a.charAt(i - 2) == b.charAt(k - 1)) {
          d[i][k] = Math.min(d[i][k], d[i - 2][k - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
