package org.pharosdns.cli.config;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pharosdns.dns.wire.RecordType;

/// Texts in configuration files that stand for something else. Bad ones throw
/// IllegalArgumentException with a sentence for the operator.
final class Values {
  private static final String DURATION_HELP =
      " is no duration: write \"250ms\", \"5s\", \"1m30s\", \"2h\" or \"7d\"";
  private static final Pattern DURATION = Pattern.compile("(?:(\\d+(?:\\.\\d+)?)(ms|s|m|h|d))");
  private static final Map<String, BigDecimal> UNIT_NANOS =
      Map.of(
          "ms", BigDecimal.valueOf(1_000_000L),
          "s", BigDecimal.valueOf(1_000_000_000L),
          "m", BigDecimal.valueOf(60_000_000_000L),
          "h", BigDecimal.valueOf(3_600_000_000_000L),
          "d", BigDecimal.valueOf(86_400_000_000_000L));
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([rnt\\\\])|x([0-9a-fA-F]{2}))?");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Values() {}

  /// Returns the number of a record type.
  static Integer recordType(String text) {
    var type = RecordType.parse(text);
    if (type < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is no record type");
    }
    return type;
  }

  /// Returns the duration that `text` says: numbers with units, the larger units first.
  static Duration duration(String text) {
    var matcher = DURATION.matcher(text);
    var nanos = BigDecimal.ZERO;
    var end = 0;
    var smallest = BigDecimal.valueOf(Long.MAX_VALUE);
    while (matcher.find() && matcher.start() == end) {
      var unit = UNIT_NANOS.getOrDefault(matcher.group(2), BigDecimal.ONE);
      if (unit.compareTo(smallest) >= 0) {
        throw new IllegalArgumentException("\"" + text + "\"" + DURATION_HELP);
      }
      smallest = unit;
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(unit));
      end = matcher.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException("\"" + text + "\"" + DURATION_HELP);
    }
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new IllegalArgumentException("\"" + text + "\" is more than ten years");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /// Returns the octets that `text` says: `16KiB`.
  static long size(String text) {
    var matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no size: write \"512B\", \"16KiB\", \"1MiB\" or \"1GiB\"");
    }
    var shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  /// Returns the octets, one per character, that `text` with `\r \n \t \\ \xHH` says.
  static String octets(String text) {
    var octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return ESCAPE.matcher(octets).replaceAll(escape -> Matcher.quoteReplacement(octet(escape)));
  }

  private static String octet(MatchResult escape) {
    var hex = escape.group(2);
    if (hex != null) {
      return String.valueOf((char) Integer.parseInt(hex, 16));
    }
    return switch (String.valueOf(escape.group(1))) {
      case "r" -> "\r";
      case "n" -> "\n";
      case "t" -> "\t";
      case "\\" -> "\\";
      default ->
          throw new IllegalArgumentException(
              "unknown escape: \\r, \\n, \\t, \\\\ and \\xHH with two hexadecimal digits are known");
    };
  }
}
