package org.pharosdns.dns.wire;

import java.util.List;

/// The names of response codes (RFC 6895 section 2.3), for people and for labels.
public final class RcodeName {
  private static final List<String> NAMES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE");
  private static final List<String> EXTENDED =
      List.of(
          "BADVERS", "BADKEY", "BADTIME", "BADMODE", "BADNAME", "BADALG", "BADTRUNC", "BADCOOKIE");
  private static final int FIRST_EXTENDED = 16;

  private RcodeName() {}

  /// Returns the name of an RCODE, `RCODE12` where it has none.
  public static String of(int rcode) {
    if (rcode < NAMES.size()) {
      return NAMES.get(rcode);
    }
    var extended = rcode - FIRST_EXTENDED;
    return extended >= 0 && extended < EXTENDED.size() ? EXTENDED.get(extended) : "RCODE" + rcode;
  }
}
