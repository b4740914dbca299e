package org.pharosdns.cli.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A token of RFC 9110 section 5.6.2: a method, or the name of a header. Bad ones throw
/// IllegalArgumentException with a sentence for the operator.
final class HttpToken {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /// Where a request goes and how it is framed, hop by hop (RFC 9110 section 7.6.1, RFC 9113
  /// section 8.2.2): whoever sends it says so.
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HttpToken() {}

  /// Returns the text if it is a token.
  static String parse(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no token of RFC 9110");
    }
    return text;
  }

  /// Throws for what is no name of a header that the operator may add to a request.
  ///
  /// @param taken those that such a request has besides, in lower case
  static void requireFree(String header, Set<String> taken) {
    var name = parse(header).toLowerCase(Locale.ROOT);
    if (OURS.contains(name) || taken.contains(name)) {
      throw new IllegalArgumentException(
          "\""
              + header
              + "\" is no header that can be set here: the request has it as it needs it");
    }
  }
}
