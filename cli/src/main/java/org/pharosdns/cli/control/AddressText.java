package org.pharosdns.cli.control;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses as people write them.
public final class AddressText {
  private AddressText() {}

  /// Returns `127.0.0.1:53` or `[2001:db8::1]:53`, IPv6 in the form of RFC 5952 section 4.2.
  public static String of(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + shortest(host) + "]" : host) + ":" + address.getPort();
  }

  /// Puts `::` in place of the first of the longest runs of two or more zeros.
  private static String shortest(String host) {
    for (int zeros = 8; zeros >= 2; zeros--) {
      Matcher run = Pattern.compile("(^|:)0(:0){" + (zeros - 1) + "}(:|$)").matcher(host);
      if (run.find()) {
        return host.substring(0, run.start()) + "::" + host.substring(run.end());
      }
    }
    return host;
  }
}
