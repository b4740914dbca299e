package org.pharosdns.conformance.oracle;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.pharosdns.dns.wire.DnsName;

/// RDATA in presentation format, by type, from a seed.
final class RdataGenerator {
  /// The types that ordinary names get.
  static final List<String> TYPES =
      List.of(
          "A",
          "AAAA",
          "MX",
          "TXT",
          "SRV",
          "PTR",
          "CAA",
          "HINFO",
          "RP",
          "AFSDB",
          "NAPTR",
          "SSHFP",
          "TLSA",
          "SVCB",
          "HTTPS",
          "LOC",
          "URI",
          "KX",
          "DHCID",
          "OPENPGPKEY",
          "SMIMEA",
          "CERT",
          "SPF",
          "EUI48",
          "EUI64",
          "NID",
          "L32",
          "L64",
          "LP",
          "APL",
          "IPSECKEY",
          "MINFO",
          "RT",
          "TYPE65280",
          "TYPE1234");

  private static final List<String> TEXTS =
      List.of(
          "\"plain\"",
          "\"two\" \"strings\"",
          "\"\"",
          "unquoted",
          "\"semi;colon (and) \\\"quote\\\"\"",
          "\"\\000\\255\\200\"",
          "\"back\\\\slash\"",
          '"' + "x".repeat(255) + '"');

  private final Random random;
  private final Supplier<DnsName> targets;

  /// @param targets gives names for RDATA
  RdataGenerator(Random random, Supplier<DnsName> targets) {
    this.random = random;
    this.targets = targets;
  }

  /// Returns RDATA of `type`.
  String of(String type) {
    return switch (type) {
      case "A" -> "192.0.2." + random.nextInt(1, 255);
      case "AAAA" -> "2001:db8::" + Integer.toHexString(random.nextInt(1, 0xffff));
      case "MX", "AFSDB", "RT", "KX", "LP" -> random.nextInt(100) + " " + targets.get();
      case "PTR" -> targets.get().toString();
      case "MINFO", "RP" -> targets.get() + " " + targets.get();
      case "TXT", "SPF" -> TEXTS.get(random.nextInt(TEXTS.size()));
      case "SRV" -> "%d 5 8%d %s".formatted(random.nextInt(9), random.nextInt(99), targets.get());
      case "CAA" -> "0 issue \"ca" + random.nextInt(9) + ".example.net\"";
      case "HINFO" -> "\"cpu " + random.nextInt(9) + "\" \"os\"";
      case "NAPTR" -> random.nextInt(9) + " 10 \"s\" \"SIP+D2U\" \"\" " + targets.get();
      case "SVCB", "HTTPS" -> serviceBinding();
      default -> opaque(type);
    };
  }

  private String serviceBinding() {
    return switch (random.nextInt(4)) {
      case 0 -> "0 " + targets.get();
      case 1 -> "1 . alpn=h2,h3 port=" + random.nextInt(1, 65536);
      case 2 -> "2 " + targets.get() + " mandatory=alpn alpn=h2 ipv4hint=192.0.2.7 key667=hello";
      default -> "3 " + targets.get() + " no-default-alpn alpn=h3 ipv6hint=2001:db8::1";
    };
  }

  private String opaque(String type) {
    var digit = random.nextInt(10);
    return switch (type) {
      case "SSHFP" -> "4 2 " + hex(32);
      case "TLSA", "SMIMEA" -> "3 1 1 " + hex(32);
      case "LOC" -> "52 1" + digit + " 0.000 N 4 53 0.000 E -2.00m 1.00m 10000.00m 10.00m";
      case "URI" -> "10 1 \"https://www.example.net/" + digit + "\"";
      case "DHCID" -> "AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=";
      case "OPENPGPKEY" -> "bm90IGEga2V5" + digit + "AAA";
      case "CERT" -> "PGP 0 0 bm90IGEgY2VydGlmaWNhdG" + digit + "A";
      case "EUI48" -> "00-00-5e-00-53-2" + digit;
      case "EUI64" -> "00-00-5e-ef-10-00-00-2" + digit;
      case "NID" -> "10 0014:4fff:ff20:ee6" + digit;
      case "L32" -> "10 10.1.2." + digit;
      case "L64" -> "10 2001:0DB8:1140:100" + digit;
      case "APL" -> "1:192.168.32." + digit + "/24 !1:192.168.38.0/28 2:FF00:0:0:0:0:0:0:0/8";
      case "IPSECKEY" -> "10 1 2 192.0.2.3" + digit + " AQNRU3mG7TVTO2BkR47usntb102uFJtu";
      case "DS" -> "1" + digit + "345 13 2 " + hex(32);
      default -> "\\# 6 " + hex(6);
    };
  }

  private String hex(int octets) {
    var text = new StringBuilder();
    for (var i = 0; i < octets; i++) {
      text.append("%02x".formatted(random.nextInt(256)));
    }
    return text.toString();
  }
}
